PRAGMA writable_schema = ON

UPDATE sqlite_schema SET sql = 'CREATE TABLE scores (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	instrument TEXT CHECK (length("instrument") > 0),
	version TEXT CHECK (length("version") > 0),
	lesion TEXT CHECK (length("lesion") = 36),
	overridden_none INTEGER CHECK ("overridden_none" = 1),
	total INTEGER CHECK ("total" >= -1000000),
	band TEXT CHECK (length("band") > 0),
	occasion TEXT CHECK ("occasion" IN (''listed'', ''decided'', ''signed'', ''printed'')),
	at TEXT CHECK ("at" GLOB ''[12][09][0-9][0-9]*''),
	"by" TEXT CHECK (length("by") > 0),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(lesion) REFERENCES lesions (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT'
WHERE name = 'scores' AND sql LIKE '%"instrument" IN (%'

PRAGMA writable_schema = RESET
