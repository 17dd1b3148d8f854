DROP TABLE privacy_enquiries;
DROP TABLE erasure_receipts;
DROP TABLE erased_places;
DROP TABLE erasures;
DROP TABLE request_inbox;
DROP TABLE request_deadlines;
DROP TABLE rights_requests;
