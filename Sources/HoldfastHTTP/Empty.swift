enum EmptyHoldfastHTTP {}
