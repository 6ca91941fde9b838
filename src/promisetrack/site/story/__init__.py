"""The history of commitments, told on pages: events in words, the ledger, who made a change."""
