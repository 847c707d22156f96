DROP TABLE duty_holds;
DROP TABLE clock_marks;
