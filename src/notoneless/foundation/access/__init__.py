"""Who may do what, where: units, accounts, grants, `Context`, `@action`, `visible_to`, `reveal`, the outbox."""
