DROP TABLE board_places;
DROP TABLE boards;
DROP TABLE places;
DROP TABLE user_roles;
DROP TABLE offices;
DROP TABLE companies;
