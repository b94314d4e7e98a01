DROP VIEW case_place

CREATE TABLE meeting_series (
	id TEXT NOT NULL,
	version INTEGER NOT NULL CHECK (version >= 1),
	title TEXT NOT NULL,
	weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
	every_weeks INTEGER NOT NULL CHECK (every_weeks >= 1),
	starts TEXT NOT NULL,
	room TEXT NOT NULL,
	chair TEXT NOT NULL,
	recorder TEXT NOT NULL,
	cutoff_days INTEGER NOT NULL CHECK (cutoff_days >= 0),
	cutoff_time TEXT NOT NULL,
	minutes_per_case INTEGER NOT NULL CHECK (minutes_per_case >= 1),
	capacity INTEGER NOT NULL CHECK (capacity >= 0),
	PRIMARY KEY (id)
)
 STRICT

CREATE TABLE meeting_plans (
	id TEXT NOT NULL,
	series_id TEXT,
	version INTEGER NOT NULL CHECK (version >= 1),
	chair TEXT NOT NULL,
	recorder TEXT NOT NULL,
	cutoff_at TEXT NOT NULL,
	minutes_per_case INTEGER NOT NULL CHECK (minutes_per_case >= 1),
	capacity INTEGER NOT NULL CHECK (capacity >= 0),
	made_at TEXT NOT NULL,
	started_at TEXT,
	finished_at TEXT,
	cancelled_at TEXT,
	because TEXT,
	PRIMARY KEY (id),
	FOREIGN KEY(id) REFERENCES meetings (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(series_id) REFERENCES meeting_series (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_meeting_plans_series ON meeting_plans (series_id)

CREATE TABLE meeting_series_members (
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	person TEXT NOT NULL,
	title TEXT NOT NULL,
	discipline TEXT CHECK (discipline IN ('bone_soft_tissue_surgery', 'spine_surgery', 'neurosurgery', 'radiation_oncology', 'medical_oncology', 'haematology', 'radiology', 'nuclear_medicine', 'interventional', 'pathology', 'anaesthesia', 'intensive_care', 'thoracic_surgery', 'breast_surgery', 'urology', 'general_surgery', 'head_neck_surgery', 'gynaecology', 'rehabilitation', 'pain', 'palliative_care', 'nursing', 'other')),
	PRIMARY KEY (owner_id, ordinal),
	FOREIGN KEY(owner_id) REFERENCES meeting_series (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE TABLE meeting_series_required (
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	discipline TEXT CHECK (discipline IN ('bone_soft_tissue_surgery', 'spine_surgery', 'neurosurgery', 'radiation_oncology', 'medical_oncology', 'haematology', 'radiology', 'nuclear_medicine', 'interventional', 'pathology', 'anaesthesia', 'intensive_care', 'thoracic_surgery', 'breast_surgery', 'urology', 'general_surgery', 'head_neck_surgery', 'gynaecology', 'rehabilitation', 'pain', 'palliative_care', 'nursing', 'other')),
	PRIMARY KEY (owner_id, ordinal),
	FOREIGN KEY(owner_id) REFERENCES meeting_series (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE TABLE meeting_attendance (
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	person TEXT NOT NULL,
	title TEXT NOT NULL,
	discipline TEXT CHECK (discipline IN ('bone_soft_tissue_surgery', 'spine_surgery', 'neurosurgery', 'radiation_oncology', 'medical_oncology', 'haematology', 'radiology', 'nuclear_medicine', 'interventional', 'pathology', 'anaesthesia', 'intensive_care', 'thoracic_surgery', 'breast_surgery', 'urology', 'general_surgery', 'head_neck_surgery', 'gynaecology', 'rehabilitation', 'pain', 'palliative_care', 'nursing', 'other')),
	presence TEXT CHECK (presence IN ('in_room', 'remote', 'apology')),
	arrived_at TEXT NOT NULL,
	PRIMARY KEY (owner_id, ordinal),
	UNIQUE (owner_id, person),
	FOREIGN KEY(owner_id) REFERENCES meeting_plans (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE TABLE meeting_plans_required (
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	discipline TEXT CHECK (discipline IN ('bone_soft_tissue_surgery', 'spine_surgery', 'neurosurgery', 'radiation_oncology', 'medical_oncology', 'haematology', 'radiology', 'nuclear_medicine', 'interventional', 'pathology', 'anaesthesia', 'intensive_care', 'thoracic_surgery', 'breast_surgery', 'urology', 'general_surgery', 'head_neck_surgery', 'gynaecology', 'rehabilitation', 'pain', 'palliative_care', 'nursing', 'other')),
	PRIMARY KEY (owner_id, ordinal),
	FOREIGN KEY(owner_id) REFERENCES meeting_plans (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE TABLE agenda_items (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	meeting_id TEXT,
	position INTEGER NOT NULL CHECK (position >= 0),
	minutes INTEGER NOT NULL CHECK (minutes >= 0),
	listed_at TEXT NOT NULL,
	listed_by TEXT NOT NULL,
	because TEXT NOT NULL,
	decision_id TEXT,
	follows TEXT,
	carried INTEGER NOT NULL CHECK (carried >= 0),
	carried_as TEXT CHECK (carried_as IN ('undiscussed', 'deferred', 'cancelled')),
	discussion_id TEXT,
	ended TEXT CHECK (ended IN ('discussed', 'ratified', 'carried', 'removed')),
	ended_at TEXT,
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(meeting_id) REFERENCES meeting_plans (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(decision_id) REFERENCES decisions (id) DEFERRABLE INITIALLY DEFERRED,
	UNIQUE (follows),
	FOREIGN KEY(follows) REFERENCES agenda_items (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_agenda_items_case ON agenda_items (case_id)

CREATE INDEX ix_agenda_items_meeting ON agenda_items (meeting_id, position)

CREATE UNIQUE INDEX ux_agenda_items_open ON agenda_items (case_id) WHERE ended IS NULL

CREATE TRIGGER agenda_items_no_delete BEFORE DELETE ON agenda_items BEGIN SELECT RAISE(ABORT, 'never deleted'); END

CREATE TABLE worklist_new (
	place INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	patient_id TEXT NOT NULL,
	number TEXT NOT NULL,
	mrn TEXT NOT NULL,
	name TEXT NOT NULL,
	name_key TEXT NOT NULL,
	sex TEXT NOT NULL,
	birth_date TEXT NOT NULL,
	age_years INTEGER,
	died_on TEXT NOT NULL,
	urgency TEXT NOT NULL,
	sites_zh TEXT NOT NULL,
	sites_en TEXT NOT NULL,
	question TEXT NOT NULL,
	primary_site TEXT NOT NULL,
	status TEXT NOT NULL CHECK (status IN ('draft', 'ready', 'listed', 'carried_over', 'deferred', 'awaiting_tests', 'discussed', 'decided', 'partly', 'done', 'not_done', 'closed')),
	stage TEXT NOT NULL CHECK (stage IN ('drafts', 'ready', 'decided', 'closed')),
	missing INTEGER NOT NULL,
	received_at TEXT NOT NULL,
	due_on TEXT,
	ended_at TEXT NOT NULL,
	meets_at TEXT NOT NULL,
	words TEXT NOT NULL,
	PRIMARY KEY (place),
	UNIQUE (case_id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(patient_id) REFERENCES patients (id) DEFERRABLE INITIALLY DEFERRED,
	UNIQUE (number)
)
 STRICT

INSERT INTO worklist_new (place, case_id, patient_id, number, mrn, name, name_key, sex, birth_date, age_years, died_on, urgency, sites_zh, sites_en, question, primary_site, status, stage, missing, received_at, due_on, ended_at, meets_at, words)
SELECT place, case_id, patient_id, number, mrn, name, name_key, sex, birth_date, age_years, died_on, urgency, sites_zh, sites_en, question, primary_site, status, stage, missing, received_at, due_on, ended_at, '', words
FROM worklist

DROP TABLE worklist

ALTER TABLE worklist_new RENAME TO worklist

CREATE INDEX ix_worklist_due ON worklist (due_on) WHERE due_on IS NOT NULL

CREATE INDEX ix_worklist_meets ON worklist (place) WHERE meets_at <> ''

CREATE INDEX ix_worklist_name ON worklist (name_key, place)

CREATE INDEX ix_worklist_patient ON worklist (patient_id)

CREATE INDEX ix_worklist_place ON worklist (place)

CREATE INDEX ix_worklist_received ON worklist (received_at, place)

CREATE INDEX ix_worklist_stage ON worklist (stage, place)

CREATE VIEW case_place AS
WITH last AS (
    SELECT case_id, id, deferral_reason, outcome, max(ordinal) FROM discussions GROUP BY case_id
), decision AS (
    SELECT owner_id, id, due_on, max(ordinal) FROM decisions WHERE NOT earlier GROUP BY owner_id
), done AS (
    SELECT owner_id, state, at, max(ordinal) FROM decisions_carried_out GROUP BY owner_id
), agenda AS (
    SELECT agenda_items.case_id, carried, decision_id, starts_at
    FROM agenda_items LEFT JOIN meetings ON meetings.id = agenda_items.meeting_id
    WHERE ended IS NULL
), facts AS (
    SELECT
        cases.id AS case_id, cases.number, cases.closed_at,
        ifnull(referral.urgency, '') AS urgency,
        coalesce(referral.received_at, cases.registered_at, '9999') AS since,
        (SELECT count(*) FROM cases_missing WHERE case_id = cases.id) AS missing,
        decision.due_on, done.at AS done_at, ifnull(agenda.starts_at, '') AS meets_at,
        CASE
            WHEN cases.closed_reason IS NOT NULL THEN 'closed'
            WHEN agenda.carried > 0 AND agenda.decision_id IS NULL THEN 'carried_over'
            WHEN agenda.carried = 0 AND agenda.decision_id IS NULL THEN 'listed'
            WHEN done.state = 'fully' THEN 'done'
            WHEN done.state = 'partly' THEN 'partly'
            WHEN done.state = 'no' THEN 'not_done'
            WHEN decision.id IS NOT NULL THEN 'decided'
            WHEN last.deferral_reason IS NOT NULL OR last.outcome = 'deferred' THEN 'deferred'
            WHEN last.outcome = 'more_tests' THEN 'awaiting_tests'
            WHEN last.outcome IS NOT NULL THEN 'discussed'
            WHEN referral.urgency = 'neurological' THEN 'ready'
            WHEN EXISTS (SELECT 1 FROM cases_missing WHERE case_id = cases.id) THEN 'draft'
            ELSE 'ready'
        END AS status
    FROM cases
    LEFT JOIN referral ON referral.case_id = cases.id
    LEFT JOIN last ON last.case_id = cases.id
    LEFT JOIN decision ON decision.owner_id = last.id
    LEFT JOIN done ON done.owner_id = decision.id
    LEFT JOIN agenda ON agenda.case_id = cases.id
)
SELECT
    case_id, number, status, urgency, missing, since,
    4 * CASE
        WHEN status = 'closed' THEN 2
        WHEN status IN (
            'draft', 'ready', 'listed', 'carried_over', 'deferred', 'awaiting_tests'
        ) THEN 0
        ELSE 1
    END + CASE urgency
        WHEN 'neurological' THEN 0 WHEN 'impending_fracture' THEN 1 WHEN '' THEN 2 ELSE 3
    END AS rank,
    CASE WHEN status IN ('decided', 'partly') THEN due_on END AS due_on,
    CASE status WHEN 'closed' THEN closed_at WHEN 'done' THEN done_at END AS ended_at,
    meets_at
FROM facts
