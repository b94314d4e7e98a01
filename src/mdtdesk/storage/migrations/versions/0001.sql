CREATE TABLE audit (
	sequence INTEGER NOT NULL,
	command_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	at TEXT NOT NULL,
	happened_at TEXT NOT NULL,
	person_id TEXT,
	person TEXT NOT NULL,
	role TEXT NOT NULL,
	action TEXT NOT NULL,
	patient_id TEXT,
	case_id TEXT,
	path TEXT,
	old TEXT,
	new TEXT,
	previous TEXT NOT NULL,
	hash TEXT NOT NULL,
	PRIMARY KEY (sequence),
	UNIQUE (command_id, ordinal)
)
 STRICT

CREATE INDEX ix_audit_case ON audit (case_id)

CREATE INDEX ix_audit_patient ON audit (patient_id)

CREATE TABLE case_numbers (
	year INTEGER NOT NULL,
	last INTEGER NOT NULL,
	PRIMARY KEY (year)
)
 STRICT

CREATE TABLE commands (
	id TEXT NOT NULL,
	kind TEXT NOT NULL,
	person_id TEXT,
	person TEXT NOT NULL,
	role TEXT NOT NULL,
	at TEXT NOT NULL,
	arguments TEXT NOT NULL,
	outcome TEXT NOT NULL,
	PRIMARY KEY (id)
)
 STRICT

CREATE TABLE journal (
	person_id TEXT NOT NULL,
	form TEXT NOT NULL,
	path TEXT NOT NULL,
	raw TEXT NOT NULL,
	at TEXT NOT NULL,
	PRIMARY KEY (person_id, form, path)
)
 STRICT

CREATE INDEX ix_journal_form ON journal (form)

CREATE TABLE meetings (
	id TEXT NOT NULL,
	title TEXT,
	date TEXT,
	starts_at TEXT,
	room TEXT,
	PRIMARY KEY (id)
)
 STRICT

CREATE TABLE patients (
	id TEXT NOT NULL,
	revision INTEGER NOT NULL CHECK (revision >= 1),
	mrn TEXT CHECK (length("mrn") > 0),
	name TEXT CHECK (length("name") > 0),
	sex TEXT CHECK ("sex" IN ('male', 'female', 'other', 'unknown')),
	birth_date TEXT CHECK ("birth_date" GLOB '[12][09][0-9][0-9]*'),
	age_years INTEGER CHECK ("age_years" >= 0 AND "age_years" <= 130),
	phone TEXT CHECK (length("phone") > 0),
	contact_name TEXT CHECK (length("contact_name") > 0),
	contact_relation TEXT CHECK (length("contact_relation") > 0),
	contact_phone TEXT CHECK (length("contact_phone") > 0),
	identifiers_none INTEGER CHECK ("identifiers_none" = 1),
	death_date TEXT CHECK ("death_date" GLOB '[12][09][0-9][0-9]*'),
	death_cause TEXT CHECK (length("death_cause") > 0),
	PRIMARY KEY (id),
	UNIQUE (mrn)
)
 STRICT

CREATE TABLE people (
	id TEXT NOT NULL,
	name TEXT NOT NULL,
	title TEXT,
	discipline TEXT,
	added_at TEXT NOT NULL,
	disabled_at TEXT,
	PRIMARY KEY (id),
	UNIQUE (name)
)
 STRICT

CREATE TABLE store_settings (
	name TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (name)
)
 STRICT

CREATE TABLE worklist_counts (
	stage TEXT NOT NULL,
	count INTEGER NOT NULL,
	PRIMARY KEY (stage)
)
 STRICT

CREATE TABLE cases (
	id TEXT NOT NULL,
	patient_id TEXT NOT NULL,
	revision INTEGER NOT NULL CHECK (revision >= 1),
	registered_by_id TEXT,
	referring_doctor_id TEXT,
	imported_from TEXT,
	imported_at TEXT,
	number TEXT CHECK (length("number") > 0),
	source TEXT CHECK (length("source") > 0),
	labs_none INTEGER CHECK ("labs_none" = 1),
	lesions_none INTEGER CHECK ("lesions_none" = 1),
	imaging_none INTEGER CHECK ("imaging_none" = 1),
	pathology_none INTEGER CHECK ("pathology_none" = 1),
	treatments_none INTEGER CHECK ("treatments_none" = 1),
	wishes TEXT CHECK (length("wishes") > 0),
	prognosis_none INTEGER CHECK ("prognosis_none" = 1),
	scores_none INTEGER CHECK ("scores_none" = 1),
	attachments_none INTEGER CHECK ("attachments_none" = 1),
	discussions_none INTEGER CHECK ("discussions_none" = 1),
	registered_by TEXT CHECK (length("registered_by") > 0),
	registered_at TEXT CHECK ("registered_at" GLOB '[12][09][0-9][0-9]*'),
	unconfirmed_none INTEGER CHECK ("unconfirmed_none" = 1),
	closed_at TEXT CHECK ("closed_at" GLOB '[12][09][0-9][0-9]*'),
	closed_reason TEXT CHECK ("closed_reason" IN ('treatment_complete', 'died', 'transferred', 'duplicate', 'other')),
	closed_text TEXT CHECK (length("closed_text") > 0),
	PRIMARY KEY (id),
	FOREIGN KEY(patient_id) REFERENCES patients (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(registered_by_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(referring_doctor_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
	UNIQUE (number)
)
 STRICT

CREATE INDEX ix_cases_patient_id ON cases (patient_id)

CREATE TABLE identifiers (
	id TEXT NOT NULL,
	patient_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	kind TEXT CHECK ("kind" IN ('inpatient', 'outpatient', 'imaging', 'other')),
	value TEXT CHECK (length("value") > 0),
	PRIMARY KEY (id),
	FOREIGN KEY(patient_id) REFERENCES patients (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES patients (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_identifiers_root ON identifiers (patient_id)

CREATE TABLE people_roles (
	person_id TEXT NOT NULL,
	role TEXT NOT NULL CHECK (role IN ('viewer', 'coordinator', 'surgeon', 'chair', 'administrator', 'auditor')),
	PRIMARY KEY (person_id, role),
	FOREIGN KEY(person_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE TABLE cases_answers (
	owner_id TEXT NOT NULL,
	instrument TEXT NOT NULL,
	item TEXT NOT NULL,
	value TEXT NOT NULL,
	case_id TEXT NOT NULL,
	PRIMARY KEY (owner_id, instrument, item),
	FOREIGN KEY(owner_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_cases_answers_root ON cases_answers (case_id)

CREATE TABLE cases_missing (
	case_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	path TEXT NOT NULL,
	PRIMARY KEY (case_id, ordinal),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE TABLE cases_unconfirmed (
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	value TEXT NOT NULL CHECK (length("value") > 0),
	case_id TEXT NOT NULL,
	PRIMARY KEY (owner_id, ordinal),
	FOREIGN KEY(owner_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_cases_unconfirmed_root ON cases_unconfirmed (case_id)

CREATE TABLE discussions (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	meeting_id TEXT,
	mode TEXT CHECK ("mode" IN ('full', 'standard_of_care', 'urgent')),
	presenter TEXT CHECK (length("presenter") > 0),
	started_at TEXT CHECK ("started_at" GLOB '[12][09][0-9][0-9]*'),
	ended_at TEXT CHECK ("ended_at" GLOB '[12][09][0-9][0-9]*'),
	attendance_none INTEGER CHECK ("attendance_none" = 1),
	quorum_met INTEGER CHECK ("quorum_met" IN (0, 1)),
	quorum_missing_none INTEGER CHECK ("quorum_missing_none" = 1),
	opinions_none INTEGER CHECK ("opinions_none" = 1),
	outcome TEXT CHECK ("outcome" IN ('decided', 'more_tests', 'deferred', 'refer', 'trial')),
	deferral_reason TEXT CHECK ("deferral_reason" IN ('imaging_missing', 'pathology_missing', 'specialist_absent', 'presenter_absent', 'staging_incomplete', 'patient_view_unknown', 'time_ran_out', 'patient_unfit', 'duplicate', 'other')),
	deferral_text TEXT CHECK (length("deferral_text") > 0),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(meeting_id) REFERENCES meetings (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_discussions_root ON discussions (case_id)

CREATE TABLE history (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	text TEXT CHECK (length("text") > 0),
	comorbidities_none INTEGER CHECK ("comorbidities_none" = 1),
	anticoagulants_none INTEGER CHECK ("anticoagulants_none" = 1),
	allergies TEXT CHECK (length("allergies") > 0),
	implants TEXT CHECK (length("implants") > 0),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_history_root ON history (case_id)

CREATE TABLE imaging (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	modality TEXT CHECK ("modality" IN ('xray', 'ct', 'mri', 'pet_ct', 'bone_scan', 'ultrasound', 'angiography', 'other')),
	region TEXT CHECK (length("region") > 0),
	date TEXT CHECK ("date" GLOB '[12][09][0-9][0-9]*'),
	place TEXT CHECK ("place" IN ('own', 'outside')),
	available INTEGER CHECK ("available" IN (0, 1)),
	report TEXT CHECK (length("report") > 0),
	accession_number TEXT CHECK (length("accession_number") > 0),
	study_uid TEXT CHECK (length("study_uid") > 0),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_imaging_root ON imaging (case_id)

CREATE TABLE labs (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	test TEXT CHECK ("test" IN ('haemoglobin', 'wbc', 'neutrophils', 'lymphocytes', 'platelets', 'crp', 'ldh', 'albumin', 'calcium', 'calcium_corrected', 'alp', 'bilirubin', 'creatinine', 'sodium', 'potassium', 'pt', 'inr', 'd_dimer', 'psa', 'cea', 'afp', 'ca125', 'ca199', 'other')),
	name TEXT CHECK (length("name") > 0),
	value REAL,
	comparator TEXT CHECK ("comparator" IN ('<', '>')),
	unit TEXT CHECK (length("unit") > 0),
	taken_on TEXT CHECK ("taken_on" GLOB '[12][09][0-9][0-9]*'),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_labs_root ON labs (case_id)

CREATE TABLE lesions (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	site TEXT CHECK ("site" IN ('spine', 'limb', 'pelvis', 'chest_wall', 'skull', 'other')),
	description TEXT CHECK (length("description") > 0),
	matrix TEXT CHECK ("matrix" IN ('lytic', 'mixed', 'blastic')),
	soft_tissue_mass INTEGER CHECK ("soft_tissue_mass" IN (0, 1)),
	hypervascular INTEGER CHECK ("hypervascular" IN (0, 1)),
	existing_implant TEXT CHECK (length("existing_implant") > 0),
	prior_radiotherapy INTEGER CHECK ("prior_radiotherapy" IN (0, 1)),
	prior_radiotherapy_date TEXT CHECK ("prior_radiotherapy_date" GLOB '[12][09][0-9][0-9]*'),
	prior_radiotherapy_dose_gy REAL CHECK ("prior_radiotherapy_dose_gy" > 0),
	prior_radiotherapy_fractions INTEGER CHECK ("prior_radiotherapy_fractions" >= 1),
	prior_surgery INTEGER CHECK ("prior_surgery" IN (0, 1)),
	symptomatic INTEGER CHECK ("symptomatic" IN (0, 1)),
	removed_at TEXT CHECK ("removed_at" GLOB '[12][09][0-9][0-9]*'),
	removed_by TEXT CHECK (length("removed_by") > 0),
	removed_reason TEXT CHECK ("removed_reason" IN ('error', 'duplicate', 'resected', 'other')),
	levels_none INTEGER CHECK ("levels_none" = 1),
	level_count_verified INTEGER CHECK ("level_count_verified" IN (0, 1)),
	posterior_wall_broken INTEGER CHECK ("posterior_wall_broken" IN (0, 1)),
	fracture TEXT CHECK ("fracture" IN ('none', 'compression', 'burst', 'fracture_dislocation', 'impending', 'complete')),
	sins_pain TEXT CHECK ("sins_pain" IN ('mechanical', 'occasional', 'none')),
	sins_alignment TEXT CHECK ("sins_alignment" IN ('subluxation', 'deformity', 'normal')),
	sins_collapse TEXT CHECK ("sins_collapse" IN ('gt50', 'lt50', 'involved_gt50', 'none')),
	sins_posterolateral TEXT CHECK ("sins_posterolateral" IN ('bilateral', 'unilateral', 'none')),
	escc TEXT CHECK ("escc" IN ('0', '1a', '1b', '1c', '2', '3')),
	tomita_surgical INTEGER CHECK ("tomita_surgical" >= 1 AND "tomita_surgical" <= 7),
	wbb_zones_none INTEGER CHECK ("wbb_zones_none" = 1),
	wbb_layers_none INTEGER CHECK ("wbb_layers_none" = 1),
	wbb_side TEXT CHECK ("wbb_side" IN ('left', 'right', 'both')),
	bone TEXT CHECK (length("bone") > 0),
	side TEXT CHECK ("side" IN ('left', 'right', 'bilateral', 'midline')),
	segments_none INTEGER CHECK ("segments_none" = 1),
	subsite TEXT CHECK ("subsite" IN ('head', 'neck', 'intertrochanteric', 'subtrochanteric', 'surgical_neck', 'condyle')),
	joint_involved INTEGER CHECK ("joint_involved" IN (0, 1)),
	pain TEXT CHECK ("pain" IN ('none', 'mild', 'moderate', 'functional')),
	lesion_mm REAL CHECK ("lesion_mm" > 0),
	bone_mm REAL CHECK ("bone_mm" > 0),
	size TEXT CHECK ("size" IN ('lt_1_3', '1_3_to_2_3', 'gt_2_3')),
	axial_cortical_mm REAL CHECK ("axial_cortical_mm" >= 0),
	circumferential_percent REAL CHECK ("circumferential_percent" >= 0 AND "circumferential_percent" <= 100),
	zones_none INTEGER CHECK ("zones_none" = 1),
	harrington TEXT CHECK ("harrington" IN ('I', 'II', 'III', 'IV')),
	ribs_none INTEGER CHECK ("ribs_none" = 1),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_lesions_root ON lesions (case_id)

CREATE TABLE neurology (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	frankel TEXT CHECK ("frankel" IN ('A', 'B', 'C', 'D', 'E')),
	ais TEXT CHECK ("ais" IN ('A', 'B', 'C', 'D', 'E')),
	level TEXT CHECK ("level" IN ('C0', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'T9', 'T10', 'T11', 'T12', 'L1', 'L2', 'L3', 'L4', 'L5', 'S1', 'S2', 'S3', 'S4', 'S5', 'Co')),
	ambulatory TEXT CHECK ("ambulatory" IN ('independent', 'aided', 'wheelchair', 'bedbound')),
	deficit_onset TEXT CHECK ("deficit_onset" GLOB '[12][09][0-9][0-9]*'),
	bladder_bowel INTEGER CHECK ("bladder_bowel" IN (0, 1)),
	text TEXT CHECK (length("text") > 0),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_neurology_root ON neurology (case_id)

CREATE TABLE pain (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	rest INTEGER CHECK ("rest" >= 0 AND "rest" <= 10),
	loading INTEGER CHECK ("loading" >= 0 AND "loading" <= 10),
	analgesic TEXT CHECK ("analgesic" IN ('none', 'non_opioid', 'weak_opioid', 'strong_opioid')),
	text TEXT CHECK (length("text") > 0),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_pain_root ON pain (case_id)

CREATE TABLE pathology (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	number TEXT CHECK (length("number") > 0),
	date TEXT CHECK ("date" GLOB '[12][09][0-9][0-9]*'),
	specimen TEXT CHECK (length("specimen") > 0),
	result TEXT CHECK (length("result") > 0),
	biopsy_needed INTEGER CHECK ("biopsy_needed" IN (0, 1)),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_pathology_root ON pathology (case_id)

CREATE TABLE performance (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	ecog INTEGER CHECK ("ecog" >= 0 AND "ecog" <= 5),
	kps INTEGER CHECK ("kps" >= 0 AND "kps" <= 100 AND "kps" % 10 = 0),
	asa INTEGER CHECK ("asa" >= 1 AND "asa" <= 5),
	frailty_anaemia INTEGER CHECK ("frailty_anaemia" IN (0, 1)),
	frailty_chronic_lung INTEGER CHECK ("frailty_chronic_lung" IN (0, 1)),
	frailty_coagulopathy INTEGER CHECK ("frailty_coagulopathy" IN (0, 1)),
	frailty_electrolyte INTEGER CHECK ("frailty_electrolyte" IN (0, 1)),
	frailty_pulmonary_circulation INTEGER CHECK ("frailty_pulmonary_circulation" IN (0, 1)),
	frailty_renal_failure INTEGER CHECK ("frailty_renal_failure" IN (0, 1)),
	frailty_malnutrition INTEGER CHECK ("frailty_malnutrition" IN (0, 1)),
	frailty_emergent_admission INTEGER CHECK ("frailty_emergent_admission" IN (0, 1)),
	assessed_on TEXT CHECK ("assessed_on" GLOB '[12][09][0-9][0-9]*'),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_performance_root ON performance (case_id)

CREATE TABLE "primary" (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	site TEXT CHECK ("site" IN ('lung', 'breast', 'prostate', 'kidney', 'thyroid', 'liver', 'stomach', 'colon', 'rectum', 'oesophagus', 'pancreas', 'gallbladder', 'uterus', 'cervix', 'ovary', 'bladder', 'head_neck', 'nasopharynx', 'melanoma', 'sarcoma', 'osteosarcoma', 'myeloma', 'lymphoma', 'carcinoid', 'unknown', 'other')),
	detail TEXT CHECK (length("detail") > 0),
	histology TEXT CHECK (length("histology") > 0),
	diagnosed_on TEXT CHECK ("diagnosed_on" GLOB '[12][09][0-9][0-9]*'),
	state TEXT CHECK ("state" IN ('resected', 'controlled', 'active', 'progressive', 'unknown')),
	stage TEXT CHECK (length("stage") > 0),
	codes_none INTEGER CHECK ("codes_none" = 1),
	hormone_dependent INTEGER CHECK ("hormone_dependent" IN (0, 1)),
	targeted_therapy INTEGER CHECK ("targeted_therapy" IN (0, 1)),
	biomarkers_none INTEGER CHECK ("biomarkers_none" = 1),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_primary_root ON "primary" (case_id)

CREATE TABLE prognosis (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	tool TEXT CHECK (length("tool") > 0),
	version TEXT CHECK (length("version") > 0),
	date TEXT CHECK ("date" GLOB '[12][09][0-9][0-9]*'),
	months REAL CHECK ("months" >= 0),
	probability REAL CHECK ("probability" >= 0 AND "probability" <= 1),
	horizon_months REAL CHECK ("horizon_months" > 0),
	person TEXT CHECK (length("person") > 0),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_prognosis_root ON prognosis (case_id)

CREATE TABLE referral (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	received_at TEXT CHECK ("received_at" GLOB '[12][09][0-9][0-9]*'),
	department TEXT CHECK (length("department") > 0),
	doctor TEXT CHECK (length("doctor") > 0),
	phone TEXT CHECK (length("phone") > 0),
	question TEXT CHECK (length("question") > 0),
	urgency TEXT CHECK ("urgency" IN ('neurological', 'impending_fracture', 'routine')),
	setting TEXT CHECK ("setting" IN ('inpatient', 'outpatient')),
	ward TEXT CHECK (length("ward") > 0),
	bed TEXT CHECK (length("bed") > 0),
	requested_disciplines_none INTEGER CHECK ("requested_disciplines_none" = 1),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_referral_root ON referral (case_id)

CREATE TABLE systemic (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	visceral_none INTEGER CHECK ("visceral_none" = 1),
	bone_metastases TEXT CHECK ("bone_metastases" IN ('solitary', 'multiple')),
	extraspinal_bone_count INTEGER CHECK ("extraspinal_bone_count" >= 0),
	vertebral_count INTEGER CHECK ("vertebral_count" >= 0),
	previous_chemotherapy INTEGER CHECK ("previous_chemotherapy" IN (0, 1)),
	assessed_on TEXT CHECK ("assessed_on" GLOB '[12][09][0-9][0-9]*'),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_systemic_root ON systemic (case_id)

CREATE TABLE treatments (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	kind TEXT CHECK ("kind" IN ('surgery', 'radiotherapy', 'systemic', 'bone_modifying_drug', 'ablation', 'vertebroplasty', 'other')),
	date TEXT CHECK ("date" GLOB '[12][09][0-9][0-9]*'),
	lesions_none INTEGER CHECK ("lesions_none" = 1),
	detail TEXT CHECK (length("detail") > 0),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_treatments_root ON treatments (case_id)

CREATE TABLE worklist (
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
	status TEXT NOT NULL CHECK (status IN ('draft', 'ready', 'listed', 'deferred', 'awaiting_tests', 'discussed', 'decided', 'partly', 'done', 'not_done', 'closed')),
	stage TEXT NOT NULL CHECK (stage IN ('drafts', 'ready', 'decided', 'closed')),
	missing INTEGER NOT NULL,
	received_at TEXT NOT NULL,
	due_on TEXT,
	ended_at TEXT NOT NULL,
	words TEXT NOT NULL,
	PRIMARY KEY (place),
	UNIQUE (case_id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(patient_id) REFERENCES patients (id) DEFERRABLE INITIALLY DEFERRED,
	UNIQUE (number)
)
 STRICT

CREATE INDEX ix_worklist_due ON worklist (due_on) WHERE due_on IS NOT NULL

CREATE INDEX ix_worklist_name ON worklist (name_key, place)

CREATE INDEX ix_worklist_patient ON worklist (patient_id)

CREATE INDEX ix_worklist_place ON worklist (place)

CREATE INDEX ix_worklist_received ON worklist (received_at, place)

CREATE INDEX ix_worklist_stage ON worklist (stage, place)

CREATE TABLE attachments (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	name TEXT CHECK (length("name") > 0),
	digest TEXT CHECK (length("digest") = 64),
	media_type TEXT CHECK (length("media_type") > 0),
	bytes INTEGER CHECK ("bytes" >= 0),
	lesion TEXT CHECK (length("lesion") = 36),
	added_at TEXT CHECK ("added_at" GLOB '[12][09][0-9][0-9]*'),
	added_by TEXT CHECK (length("added_by") > 0),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(lesion) REFERENCES lesions (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_attachments_root ON attachments (case_id)

CREATE TABLE decisions (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	earlier INTEGER NOT NULL CHECK (earlier IN (0, 1)),
	author_id TEXT,
	imported_from TEXT,
	imported_at TEXT,
	version INTEGER CHECK ("version" >= 1),
	supersedes TEXT CHECK (length("supersedes") = 36),
	recorder TEXT CHECK (length("recorder") > 0),
	recorded_at TEXT CHECK ("recorded_at" GLOB '[12][09][0-9][0-9]*'),
	conclusion TEXT CHECK (length("conclusion") > 0),
	intents_none INTEGER CHECK ("intents_none" = 1),
	procedures_none INTEGER CHECK ("procedures_none" = 1),
	alternative TEXT CHECK (length("alternative") > 0),
	rationale TEXT CHECK (length("rationale") > 0),
	agreement TEXT CHECK ("agreement" IN ('consensus', 'majority', 'disagreement')),
	dissent_none INTEGER CHECK ("dissent_none" = 1),
	owner TEXT CHECK (length("owner") > 0),
	due_on TEXT CHECK ("due_on" GLOB '[12][09][0-9][0-9]*'),
	informs_person TEXT CHECK (length("informs_person") > 0),
	informs_by TEXT CHECK ("informs_by" GLOB '[12][09][0-9][0-9]*'),
	overridden_checks_none INTEGER CHECK ("overridden_checks_none" = 1),
	signatures_none INTEGER CHECK ("signatures_none" = 1),
	addenda_none INTEGER CHECK ("addenda_none" = 1),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES discussions (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(author_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_decisions_root ON decisions (case_id)

CREATE TABLE discussions_attendance (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	person TEXT CHECK (length("person") > 0),
	title TEXT CHECK (length("title") > 0),
	discipline TEXT CHECK ("discipline" IN ('bone_soft_tissue_surgery', 'spine_surgery', 'neurosurgery', 'radiation_oncology', 'medical_oncology', 'haematology', 'radiology', 'nuclear_medicine', 'interventional', 'pathology', 'anaesthesia', 'intensive_care', 'thoracic_surgery', 'breast_surgery', 'urology', 'general_surgery', 'head_neck_surgery', 'gynaecology', 'rehabilitation', 'pain', 'palliative_care', 'nursing', 'other')),
	presence TEXT CHECK ("presence" IN ('in_room', 'remote', 'apology')),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES discussions (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_discussions_attendance_root ON discussions_attendance (case_id)

CREATE TABLE discussions_opinions (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	discipline TEXT CHECK ("discipline" IN ('bone_soft_tissue_surgery', 'spine_surgery', 'neurosurgery', 'radiation_oncology', 'medical_oncology', 'haematology', 'radiology', 'nuclear_medicine', 'interventional', 'pathology', 'anaesthesia', 'intensive_care', 'thoracic_surgery', 'breast_surgery', 'urology', 'general_surgery', 'head_neck_surgery', 'gynaecology', 'rehabilitation', 'pain', 'palliative_care', 'nursing', 'other')),
	person TEXT CHECK (length("person") > 0),
	title TEXT CHECK (length("title") > 0),
	text TEXT CHECK (length("text") > 0),
	at TEXT CHECK ("at" GLOB '[12][09][0-9][0-9]*'),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES discussions (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_discussions_opinions_root ON discussions_opinions (case_id)

CREATE TABLE discussions_quorum_missing (
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	value TEXT NOT NULL CHECK ("value" IN ('bone_soft_tissue_surgery', 'spine_surgery', 'neurosurgery', 'radiation_oncology', 'medical_oncology', 'haematology', 'radiology', 'nuclear_medicine', 'interventional', 'pathology', 'anaesthesia', 'intensive_care', 'thoracic_surgery', 'breast_surgery', 'urology', 'general_surgery', 'head_neck_surgery', 'gynaecology', 'rehabilitation', 'pain', 'palliative_care', 'nursing', 'other')),
	case_id TEXT NOT NULL,
	PRIMARY KEY (owner_id, ordinal),
	FOREIGN KEY(owner_id) REFERENCES discussions (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_discussions_quorum_missing_root ON discussions_quorum_missing (case_id)

CREATE TABLE history_anticoagulants (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	drug TEXT CHECK (length("drug") > 0),
	last_dose TEXT CHECK ("last_dose" GLOB '[12][09][0-9][0-9]*'),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES history (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_history_anticoagulants_root ON history_anticoagulants (case_id)

CREATE TABLE history_comorbidities (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	name TEXT CHECK (length("name") > 0),
	detail TEXT CHECK (length("detail") > 0),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES history (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_history_comorbidities_root ON history_comorbidities (case_id)

CREATE TABLE lesions_answers (
	owner_id TEXT NOT NULL,
	instrument TEXT NOT NULL,
	item TEXT NOT NULL,
	value TEXT NOT NULL,
	case_id TEXT NOT NULL,
	PRIMARY KEY (owner_id, instrument, item),
	FOREIGN KEY(owner_id) REFERENCES lesions (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_lesions_answers_root ON lesions_answers (case_id)

CREATE TABLE lesions_levels (
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	value TEXT NOT NULL CHECK ("value" IN ('C0', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'T9', 'T10', 'T11', 'T12', 'L1', 'L2', 'L3', 'L4', 'L5', 'S1', 'S2', 'S3', 'S4', 'S5', 'Co')),
	case_id TEXT NOT NULL,
	PRIMARY KEY (owner_id, ordinal),
	FOREIGN KEY(owner_id) REFERENCES lesions (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_lesions_levels_root ON lesions_levels (case_id)

CREATE TABLE lesions_ribs (
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	value INTEGER NOT NULL CHECK ("value" >= 1 AND "value" <= 12),
	case_id TEXT NOT NULL,
	PRIMARY KEY (owner_id, ordinal),
	FOREIGN KEY(owner_id) REFERENCES lesions (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_lesions_ribs_root ON lesions_ribs (case_id)

CREATE TABLE lesions_segments (
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	value TEXT NOT NULL CHECK ("value" IN ('proximal', 'diaphysis', 'distal')),
	case_id TEXT NOT NULL,
	PRIMARY KEY (owner_id, ordinal),
	FOREIGN KEY(owner_id) REFERENCES lesions (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_lesions_segments_root ON lesions_segments (case_id)

CREATE TABLE lesions_wbb_layers (
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	value TEXT NOT NULL CHECK ("value" IN ('A', 'B', 'C', 'D', 'E')),
	case_id TEXT NOT NULL,
	PRIMARY KEY (owner_id, ordinal),
	FOREIGN KEY(owner_id) REFERENCES lesions (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_lesions_wbb_layers_root ON lesions_wbb_layers (case_id)

CREATE TABLE lesions_wbb_zones (
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	value INTEGER NOT NULL CHECK ("value" >= 1 AND "value" <= 12),
	case_id TEXT NOT NULL,
	PRIMARY KEY (owner_id, ordinal),
	FOREIGN KEY(owner_id) REFERENCES lesions (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_lesions_wbb_zones_root ON lesions_wbb_zones (case_id)

CREATE TABLE lesions_zones (
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	value TEXT NOT NULL CHECK ("value" IN ('I', 'II', 'III', 'IV')),
	case_id TEXT NOT NULL,
	PRIMARY KEY (owner_id, ordinal),
	FOREIGN KEY(owner_id) REFERENCES lesions (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_lesions_zones_root ON lesions_zones (case_id)

CREATE TABLE primary_biomarkers (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	name TEXT CHECK (length("name") > 0),
	result TEXT CHECK (length("result") > 0),
	date TEXT CHECK ("date" GLOB '[12][09][0-9][0-9]*'),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES "primary" (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_primary_biomarkers_root ON primary_biomarkers (case_id)

CREATE TABLE primary_codes (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	system TEXT CHECK (length("system") > 0),
	version TEXT CHECK (length("version") > 0),
	code TEXT CHECK (length("code") > 0),
	text TEXT CHECK (length("text") > 0),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES "primary" (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_primary_codes_root ON primary_codes (case_id)

CREATE TABLE referral_requested_disciplines (
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	value TEXT NOT NULL CHECK ("value" IN ('bone_soft_tissue_surgery', 'spine_surgery', 'neurosurgery', 'radiation_oncology', 'medical_oncology', 'haematology', 'radiology', 'nuclear_medicine', 'interventional', 'pathology', 'anaesthesia', 'intensive_care', 'thoracic_surgery', 'breast_surgery', 'urology', 'general_surgery', 'head_neck_surgery', 'gynaecology', 'rehabilitation', 'pain', 'palliative_care', 'nursing', 'other')),
	case_id TEXT NOT NULL,
	PRIMARY KEY (owner_id, ordinal),
	FOREIGN KEY(owner_id) REFERENCES referral (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_referral_requested_disciplines_root ON referral_requested_disciplines (case_id)

CREATE TABLE scores (
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
	occasion TEXT CHECK ("occasion" IN ('listed', 'decided', 'signed', 'printed')),
	at TEXT CHECK ("at" GLOB '[12][09][0-9][0-9]*'),
	"by" TEXT CHECK (length("by") > 0),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(lesion) REFERENCES lesions (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_scores_root ON scores (case_id)

CREATE TABLE systemic_visceral (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	organ TEXT CHECK ("organ" IN ('lung', 'liver', 'kidney', 'brain', 'adrenal', 'pleura', 'peritoneum', 'leptomeninges', 'other')),
	name TEXT CHECK (length("name") > 0),
	pattern TEXT CHECK ("pattern" IN ('nodular', 'disseminated')),
	removable INTEGER CHECK ("removable" IN (0, 1)),
	treatable INTEGER CHECK ("treatable" IN (0, 1)),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES systemic (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_systemic_visceral_root ON systemic_visceral (case_id)

CREATE TABLE treatments_lesions (
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	value TEXT NOT NULL CHECK (length("value") = 36),
	case_id TEXT NOT NULL,
	PRIMARY KEY (owner_id, ordinal),
	FOREIGN KEY(owner_id) REFERENCES treatments (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(value) REFERENCES lesions (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_treatments_lesions_root ON treatments_lesions (case_id)

CREATE TABLE decisions_addenda (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	text TEXT CHECK (length("text") > 0),
	person TEXT CHECK (length("person") > 0),
	at TEXT CHECK ("at" GLOB '[12][09][0-9][0-9]*'),
	sha256 TEXT CHECK (length("sha256") = 64),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES decisions (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_decisions_addenda_root ON decisions_addenda (case_id)

CREATE TABLE decisions_basis (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	sha256 TEXT CHECK (length("sha256") = 64),
	at TEXT CHECK ("at" GLOB '[12][09][0-9][0-9]*'),
	document TEXT CHECK (length("document") > 0),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES decisions (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_decisions_basis_root ON decisions_basis (case_id)

CREATE TABLE decisions_carried_out (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	state TEXT CHECK ("state" IN ('fully', 'partly', 'no', 'pending')),
	reason TEXT CHECK ("reason" IN ('patient_declined', 'family_declined', 'deteriorated', 'died_before', 'became_inoperable', 'other_treatment', 'no_longer_indicated', 'progression', 'complication', 'cost', 'no_capacity', 'lost', 'transferred', 'other', 'unknown')),
	text TEXT CHECK (length("text") > 0),
	at TEXT CHECK ("at" GLOB '[12][09][0-9][0-9]*'),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES decisions (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_decisions_carried_out_root ON decisions_carried_out (case_id)

CREATE TABLE decisions_dissent (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	person TEXT CHECK (length("person") > 0),
	text TEXT CHECK (length("text") > 0),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES decisions (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_decisions_dissent_root ON decisions_dissent (case_id)

CREATE TABLE decisions_intents (
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	value TEXT NOT NULL CHECK ("value" IN ('cure_or_long_term_control', 'local_control', 'neurological_rescue', 'stability', 'pain', 'function', 'diagnosis', 'palliation')),
	case_id TEXT NOT NULL,
	PRIMARY KEY (owner_id, ordinal),
	FOREIGN KEY(owner_id) REFERENCES decisions (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_decisions_intents_root ON decisions_intents (case_id)

CREATE TABLE decisions_overridden_checks (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	"check" TEXT CHECK (length("check") > 0),
	lesion TEXT CHECK (length("lesion") = 36),
	procedure TEXT CHECK (length("procedure") = 36),
	reason TEXT CHECK ("reason" IN ('level_confirmed', 'staged', 'other_lesion_first', 'anatomy', 'patient_preference', 'palliative_intent', 'risk_accepted', 'new_evidence', 'other')),
	text TEXT CHECK (length("text") > 0),
	person TEXT CHECK (length("person") > 0),
	at TEXT CHECK ("at" GLOB '[12][09][0-9][0-9]*'),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES decisions (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(lesion) REFERENCES lesions (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_decisions_overridden_checks_root ON decisions_overridden_checks (case_id)

CREATE TABLE decisions_patient_plan (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	agreed TEXT CHECK ("agreed" IN ('yes', 'partly', 'no', 'pending')),
	"by" TEXT CHECK ("by" IN ('patient', 'family')),
	text TEXT CHECK (length("text") > 0),
	at TEXT CHECK ("at" GLOB '[12][09][0-9][0-9]*'),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES decisions (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_decisions_patient_plan_root ON decisions_patient_plan (case_id)

CREATE TABLE decisions_ratified (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	meeting_id TEXT,
	at TEXT CHECK ("at" GLOB '[12][09][0-9][0-9]*'),
	"by" TEXT CHECK (length("by") > 0),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES decisions (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(meeting_id) REFERENCES meetings (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_decisions_ratified_root ON decisions_ratified (case_id)

CREATE TABLE decisions_signatures (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	person TEXT CHECK (length("person") > 0),
	role TEXT CHECK (length("role") > 0),
	meaning TEXT CHECK ("meaning" IN ('author', 'chair', 'witness')),
	at TEXT CHECK ("at" GLOB '[12][09][0-9][0-9]*'),
	sha256 TEXT CHECK (length("sha256") = 64),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES decisions (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_decisions_signatures_root ON decisions_signatures (case_id)

CREATE TABLE procedures (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	type TEXT CHECK ("type" IN ('pvp', 'pkp', 'cementoplasty', 'arthroplasty', 'internal_fixation', 'tes', 'piecemeal_spondylectomy', 'corpectomy', 'separation_surgery', 'decompression', 'sacrectomy', 'hemipelvectomy', 'curettage_cement', 'resection', 'amputation', 'biopsy', 'embolisation', 'ablation', 'seed_implantation', 'hifu', 'radiotherapy', 'systemic', 'bone_modifying_drug', 'nerve_block', 'brace', 'rehabilitation', 'revision', 'palliative', 'observation', 'further_tests', 'other')),
	lesions_none INTEGER CHECK ("lesions_none" = 1),
	levels_none INTEGER CHECK ("levels_none" = 1),
	"from" TEXT CHECK ("from" IN ('C0', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'T9', 'T10', 'T11', 'T12', 'L1', 'L2', 'L3', 'L4', 'L5', 'S1', 'S2', 'S3', 'S4', 'S5', 'Co')),
	"to" TEXT CHECK ("to" IN ('C0', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'T9', 'T10', 'T11', 'T12', 'L1', 'L2', 'L3', 'L4', 'L5', 'S1', 'S2', 'S3', 'S4', 'S5', 'Co')),
	bone TEXT CHECK ("bone" IN ('humerus', 'radius', 'ulna', 'femur', 'tibia', 'fibula', 'scapula', 'clavicle', 'hand', 'foot', 'patella', 'rib', 'sternum', 'pelvis', 'skull')),
	side TEXT CHECK ("side" IN ('left', 'right', 'midline', 'bilateral')),
	segments_none INTEGER CHECK ("segments_none" = 1),
	timing TEXT CHECK ("timing" IN ('emergency', '24h', '72h', 'elective')),
	details_operation TEXT CHECK (length("details_operation") > 0),
	details_per_level_none INTEGER CHECK ("details_per_level_none" = 1),
	details_biopsy INTEGER CHECK ("details_biopsy" IN (0, 1)),
	details_ablation TEXT CHECK ("details_ablation" IN ('rf', 'microwave', 'cryo')),
	details_cement_ml REAL CHECK ("details_cement_ml" > 0),
	details_with_screws INTEGER CHECK ("details_with_screws" IN (0, 1)),
	details_joint TEXT CHECK ("details_joint" IN ('hip', 'knee', 'shoulder', 'elbow')),
	details_implant TEXT CHECK ("details_implant" IN ('hemi', 'total', 'long_stem', 'proximal_femur', 'distal_femur', 'total_femur', 'proximal_humerus', 'proximal_tibia', 'hemipelvis', 'other', 'pedicle_screws', 'cephalomedullary_nail', 'nail', 'plate', 'screws')),
	details_cemented INTEGER CHECK ("details_cemented" IN (0, 1)),
	details_margin TEXT CHECK (length("details_margin") > 0),
	details_access TEXT CHECK ("details_access" IN ('open', 'percutaneous')),
	details_cement_augmented INTEGER CHECK ("details_cement_augmented" IN (0, 1)),
	details_prophylactic INTEGER CHECK ("details_prophylactic" IN (0, 1)),
	details_approach TEXT CHECK ("details_approach" IN ('posterior', 'anterior', 'combined')),
	details_stages INTEGER CHECK ("details_stages" >= 1),
	details_embolisation_planned INTEGER CHECK ("details_embolisation_planned" IN (0, 1)),
	details_reconstruction TEXT CHECK ("details_reconstruction" IN ('cage', 'bone_graft', 'printed', 'cement', 'none')),
	details_fixation INTEGER CHECK ("details_fixation" IN (0, 1)),
	details_radiotherapy_after INTEGER CHECK ("details_radiotherapy_after" IN (0, 1)),
	details_technique TEXT CHECK ("details_technique" IN ('conventional', 'sbrt', 'imrt', 'proton', 'other')),
	details_dose_gy REAL CHECK ("details_dose_gy" > 0),
	details_fractions INTEGER CHECK ("details_fractions" >= 1),
	details_before_or_after_surgery TEXT CHECK ("details_before_or_after_surgery" IN ('before', 'after')),
	details_agent TEXT CHECK (length("details_agent") > 0),
	note TEXT CHECK (length("note") > 0),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES decisions (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_procedures_root ON procedures (case_id)

CREATE TABLE scores_answers (
	owner_id TEXT NOT NULL,
	item TEXT NOT NULL,
	value TEXT NOT NULL,
	case_id TEXT NOT NULL,
	PRIMARY KEY (owner_id, item),
	FOREIGN KEY(owner_id) REFERENCES scores (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_scores_answers_root ON scores_answers (case_id)

CREATE TABLE scores_overridden (
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	value TEXT NOT NULL CHECK (length("value") > 0),
	case_id TEXT NOT NULL,
	PRIMARY KEY (owner_id, ordinal),
	FOREIGN KEY(owner_id) REFERENCES scores (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_scores_overridden_root ON scores_overridden (case_id)

CREATE TABLE scores_points (
	owner_id TEXT NOT NULL,
	item TEXT NOT NULL,
	value TEXT NOT NULL,
	case_id TEXT NOT NULL,
	PRIMARY KEY (owner_id, item),
	FOREIGN KEY(owner_id) REFERENCES scores (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_scores_points_root ON scores_points (case_id)

CREATE TABLE procedures_details_per_level (
	id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	level TEXT CHECK ("level" IN ('C0', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'T9', 'T10', 'T11', 'T12', 'L1', 'L2', 'L3', 'L4', 'L5', 'S1', 'S2', 'S3', 'S4', 'S5', 'Co')),
	approach TEXT CHECK ("approach" IN ('unilateral', 'bilateral')),
	cement_ml REAL CHECK ("cement_ml" > 0),
	viscosity TEXT CHECK ("viscosity" IN ('low', 'high')),
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(owner_id) REFERENCES procedures (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_procedures_details_per_level_root ON procedures_details_per_level (case_id)

CREATE TABLE procedures_lesions (
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	value TEXT NOT NULL CHECK (length("value") = 36),
	case_id TEXT NOT NULL,
	PRIMARY KEY (owner_id, ordinal),
	FOREIGN KEY(owner_id) REFERENCES procedures (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(value) REFERENCES lesions (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_procedures_lesions_root ON procedures_lesions (case_id)

CREATE TABLE procedures_levels (
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	value TEXT NOT NULL CHECK ("value" IN ('C0', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'T9', 'T10', 'T11', 'T12', 'L1', 'L2', 'L3', 'L4', 'L5', 'S1', 'S2', 'S3', 'S4', 'S5', 'Co')),
	case_id TEXT NOT NULL,
	PRIMARY KEY (owner_id, ordinal),
	FOREIGN KEY(owner_id) REFERENCES procedures (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_procedures_levels_root ON procedures_levels (case_id)

CREATE TABLE procedures_segments (
	owner_id TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	value TEXT NOT NULL CHECK ("value" IN ('proximal', 'diaphysis', 'distal')),
	case_id TEXT NOT NULL,
	PRIMARY KEY (owner_id, ordinal),
	FOREIGN KEY(owner_id) REFERENCES procedures (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_procedures_segments_root ON procedures_segments (case_id)

CREATE VIRTUAL TABLE search_words USING fts5(
    words, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize='ascii'
)

CREATE VIEW case_place AS
WITH last AS (
    SELECT case_id, id, deferral_reason, outcome, max(ordinal) FROM discussions GROUP BY case_id
), decision AS (
    SELECT owner_id, id, due_on, max(ordinal) FROM decisions WHERE NOT earlier GROUP BY owner_id
), done AS (
    SELECT owner_id, state, at, max(ordinal) FROM decisions_carried_out GROUP BY owner_id
), facts AS (
    SELECT
        cases.id AS case_id, cases.number, cases.closed_at,
        ifnull(referral.urgency, '') AS urgency,
        coalesce(referral.received_at, cases.registered_at, '9999') AS since,
        (SELECT count(*) FROM cases_missing WHERE case_id = cases.id) AS missing,
        decision.due_on, done.at AS done_at,
        CASE
            WHEN cases.closed_reason IS NOT NULL THEN 'closed'
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
)
SELECT
    case_id, number, status, urgency, missing, since,
    4 * CASE
        WHEN status = 'closed' THEN 2
        WHEN status IN ('draft', 'ready', 'listed', 'deferred', 'awaiting_tests') THEN 0
        ELSE 1
    END + CASE urgency
        WHEN 'neurological' THEN 0 WHEN 'impending_fracture' THEN 1 WHEN '' THEN 2 ELSE 3
    END AS rank,
    CASE WHEN status IN ('decided', 'partly') THEN due_on END AS due_on,
    CASE status WHEN 'closed' THEN closed_at WHEN 'done' THEN done_at END AS ended_at
FROM facts

CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER decisions_intents_no_update BEFORE UPDATE ON decisions_intents BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER decisions_intents_no_delete BEFORE DELETE ON decisions_intents BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER procedures_no_update BEFORE UPDATE ON procedures BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER procedures_no_delete BEFORE DELETE ON procedures BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER procedures_lesions_no_update BEFORE UPDATE ON procedures_lesions BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER procedures_lesions_no_delete BEFORE DELETE ON procedures_lesions BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER procedures_levels_no_update BEFORE UPDATE ON procedures_levels BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER procedures_levels_no_delete BEFORE DELETE ON procedures_levels BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER procedures_segments_no_update BEFORE UPDATE ON procedures_segments BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER procedures_segments_no_delete BEFORE DELETE ON procedures_segments BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER procedures_details_per_level_no_update BEFORE UPDATE ON procedures_details_per_level BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER procedures_details_per_level_no_delete BEFORE DELETE ON procedures_details_per_level BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER decisions_dissent_no_update BEFORE UPDATE ON decisions_dissent BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER decisions_dissent_no_delete BEFORE DELETE ON decisions_dissent BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER decisions_overridden_checks_no_update BEFORE UPDATE ON decisions_overridden_checks BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER decisions_overridden_checks_no_delete BEFORE DELETE ON decisions_overridden_checks BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER decisions_basis_no_update BEFORE UPDATE ON decisions_basis BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER decisions_basis_no_delete BEFORE DELETE ON decisions_basis BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER decisions_signatures_no_update BEFORE UPDATE ON decisions_signatures BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER decisions_signatures_no_delete BEFORE DELETE ON decisions_signatures BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER decisions_addenda_no_update BEFORE UPDATE ON decisions_addenda BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER decisions_addenda_no_delete BEFORE DELETE ON decisions_addenda BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER decisions_ratified_no_update BEFORE UPDATE ON decisions_ratified BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER decisions_ratified_no_delete BEFORE DELETE ON decisions_ratified BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER decisions_patient_plan_no_update BEFORE UPDATE ON decisions_patient_plan BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER decisions_patient_plan_no_delete BEFORE DELETE ON decisions_patient_plan BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER decisions_carried_out_no_update BEFORE UPDATE ON decisions_carried_out BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER decisions_carried_out_no_delete BEFORE DELETE ON decisions_carried_out BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER commands_no_update BEFORE UPDATE ON commands BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER commands_no_delete BEFORE DELETE ON commands BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END
