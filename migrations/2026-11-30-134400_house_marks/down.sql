DROP TABLE house_marks;
