"""Rapports d'exécution made for the tests, each with the tables that it must yield."""
