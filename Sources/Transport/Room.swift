// Room: Transport.
