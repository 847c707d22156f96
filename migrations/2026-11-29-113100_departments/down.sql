DROP TABLE department_members;
DROP TABLE departments;
