"""Commands of ``dueregard`` that have a module of their own."""
