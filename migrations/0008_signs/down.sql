DROP TABLE sign_placed;
DROP TABLE sign_batches;
