"""The acts of an assembly: délibérations, their annexes, rapports, procès-verbaux."""
