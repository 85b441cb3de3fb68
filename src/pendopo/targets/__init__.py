"""Targets of consolidation: set by a province for a period, agreed by each kab/kota."""
