enum EmptyHoldfastEngine {}
