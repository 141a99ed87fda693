"""The MCP server: assistants and other councils' systems ask here, and get the citations with the answer."""
