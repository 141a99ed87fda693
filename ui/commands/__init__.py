"""Commands with a module of their own; ``ui.cli`` registers each."""
