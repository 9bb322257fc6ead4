enum EmptyHoldfast {}
