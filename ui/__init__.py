"""Every face: the command line, the terminal's view of an answer, the JSON contract and the web app."""
