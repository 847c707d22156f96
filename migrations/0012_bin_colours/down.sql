DROP TABLE sign_bin_colours;
