"""Pages from the web, politely: robots.txt honoured, pauses between requests, public addresses only, all bounded."""
