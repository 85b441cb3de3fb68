"""Frozen records in, PDF, workbook, CSV or short text out. No query, no model, no permission in here."""
