"""Children who have come from elsewhere: who answers for them here, their applications, confirmations for their home."""
