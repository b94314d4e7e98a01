CREATE TABLE switches (
	sequence INTEGER NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('instrument', 'rule')),
	subject TEXT NOT NULL,
	version TEXT NOT NULL,
	turned_on INTEGER NOT NULL CHECK (turned_on IN (0, 1)),
	role TEXT NOT NULL CHECK (role IN ('chair', 'administrator')),
	person_id TEXT,
	person TEXT NOT NULL,
	at TEXT NOT NULL,
	reason TEXT,
	words TEXT,
	PRIMARY KEY (sequence)
)
 STRICT

CREATE INDEX ix_switches_subject ON switches (kind, subject)

CREATE TRIGGER scores_no_update BEFORE UPDATE ON scores BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER scores_no_delete BEFORE DELETE ON scores BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER scores_answers_no_update BEFORE UPDATE ON scores_answers BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER scores_answers_no_delete BEFORE DELETE ON scores_answers BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER scores_overridden_no_update BEFORE UPDATE ON scores_overridden BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER scores_overridden_no_delete BEFORE DELETE ON scores_overridden BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER scores_points_no_update BEFORE UPDATE ON scores_points BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER scores_points_no_delete BEFORE DELETE ON scores_points BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER switches_no_update BEFORE UPDATE ON switches BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER switches_no_delete BEFORE DELETE ON switches BEGIN SELECT RAISE(ABORT, 'append only'); END
