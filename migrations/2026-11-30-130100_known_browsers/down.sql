DROP TABLE user_browsers;
