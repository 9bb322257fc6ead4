enum EmptyHoldfastTesting {}
