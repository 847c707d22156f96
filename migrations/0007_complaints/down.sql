DROP TABLE complaint_photos;
DROP TABLE complaints;
