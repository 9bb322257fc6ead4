-- The replies of a session that are not saved yet are looked up for every list of its messages.
CREATE INDEX claims_unsettled ON claims (session, place, segment) WHERE state = 'claimed' AND cut_by IS NULL;
