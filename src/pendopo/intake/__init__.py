"""Translator of Excel rosters: bytes → sheets → rows → drafts with questions by cell. No database, no Django."""
