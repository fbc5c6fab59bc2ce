// Room: Domain.
