enum EmptyHoldfastSecurity {}
