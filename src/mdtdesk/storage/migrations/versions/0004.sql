CREATE TABLE stored_files (
	digest TEXT NOT NULL CHECK (length(digest) = 64),
	media_type TEXT NOT NULL,
	bytes INTEGER NOT NULL CHECK (bytes >= 0),
	kept_at TEXT NOT NULL,
	PRIMARY KEY (digest)
)
 STRICT

INSERT INTO store_settings (name, value) VALUES ('study_secret', lower(hex(randomblob(32))))
