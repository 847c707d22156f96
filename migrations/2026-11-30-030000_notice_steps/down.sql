DROP TABLE notice_steps;
