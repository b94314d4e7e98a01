CREATE TABLE case_withdrawals (
	case_id TEXT NOT NULL,
	reason TEXT NOT NULL CHECK (reason IN ('entered_in_error', 'wrong_patient', 'duplicate', 'identity_settled', 'patient_request', 'other')),
	words TEXT,
	person_id TEXT NOT NULL,
	person TEXT NOT NULL,
	at TEXT NOT NULL,
	PRIMARY KEY (case_id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE TABLE patient_merges (
	id TEXT NOT NULL,
	kept_id TEXT NOT NULL,
	gone_id TEXT NOT NULL,
	facts_before TEXT NOT NULL,
	kept_revision INTEGER NOT NULL,
	reason TEXT NOT NULL CHECK (reason IN ('entered_in_error', 'wrong_patient', 'duplicate', 'identity_settled', 'patient_request', 'other')),
	words TEXT,
	person_id TEXT NOT NULL,
	person TEXT NOT NULL,
	at TEXT NOT NULL,
	undone_at TEXT,
	PRIMARY KEY (id),
	FOREIGN KEY(kept_id) REFERENCES patients (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(gone_id) REFERENCES patients (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_patient_merges_gone ON patient_merges (gone_id)

CREATE INDEX ix_patient_merges_kept ON patient_merges (kept_id)

CREATE TABLE case_moves (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	from_id TEXT NOT NULL,
	to_id TEXT NOT NULL,
	merge_id TEXT,
	reason TEXT NOT NULL CHECK (reason IN ('entered_in_error', 'wrong_patient', 'duplicate', 'identity_settled', 'patient_request', 'other')),
	words TEXT,
	person_id TEXT NOT NULL,
	person TEXT NOT NULL,
	at TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(from_id) REFERENCES patients (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(to_id) REFERENCES patients (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(merge_id) REFERENCES patient_merges (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_case_moves_case ON case_moves (case_id)

CREATE INDEX ix_case_moves_merge ON case_moves (merge_id)

CREATE TABLE case_requests (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('withdraw', 'move', 'merge', 'close')),
	words TEXT,
	person_id TEXT NOT NULL,
	person TEXT NOT NULL,
	at TEXT NOT NULL,
	answer TEXT CHECK (answer IN ('done', 'declined')),
	answered_by TEXT,
	answered_at TEXT,
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_case_requests_case ON case_requests (case_id)

CREATE TRIGGER case_moves_no_update BEFORE UPDATE ON case_moves BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER case_moves_no_delete BEFORE DELETE ON case_moves BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE INDEX ix_audit_action ON audit (action)

CREATE INDEX ix_audit_person ON audit (person_id)
