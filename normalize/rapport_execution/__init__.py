"""The rapport d'exécution: its actions, their budgets, its indicators."""
