DROP TABLE user_half_sessions;
DROP TABLE user_recovery_codes;
DROP TABLE user_factors;
