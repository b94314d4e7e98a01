CREATE TRIGGER decisions_intents_no_late BEFORE INSERT ON decisions_intents WHEN EXISTS (SELECT 1 FROM decisions_signatures AS s JOIN decisions AS d ON d.id = s.owner_id WHERE s.case_id = NEW.case_id AND d.imported_from IS NULL AND d.id = NEW.owner_id) BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER procedures_no_late BEFORE INSERT ON procedures WHEN EXISTS (SELECT 1 FROM decisions_signatures AS s JOIN decisions AS d ON d.id = s.owner_id WHERE s.case_id = NEW.case_id AND d.imported_from IS NULL AND d.id = NEW.owner_id) BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER procedures_lesions_no_late BEFORE INSERT ON procedures_lesions WHEN EXISTS (SELECT 1 FROM decisions_signatures AS s JOIN decisions AS d ON d.id = s.owner_id WHERE s.case_id = NEW.case_id AND d.imported_from IS NULL AND d.id = (SELECT owner_id FROM procedures WHERE id = NEW.owner_id)) BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER procedures_levels_no_late BEFORE INSERT ON procedures_levels WHEN EXISTS (SELECT 1 FROM decisions_signatures AS s JOIN decisions AS d ON d.id = s.owner_id WHERE s.case_id = NEW.case_id AND d.imported_from IS NULL AND d.id = (SELECT owner_id FROM procedures WHERE id = NEW.owner_id)) BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER procedures_segments_no_late BEFORE INSERT ON procedures_segments WHEN EXISTS (SELECT 1 FROM decisions_signatures AS s JOIN decisions AS d ON d.id = s.owner_id WHERE s.case_id = NEW.case_id AND d.imported_from IS NULL AND d.id = (SELECT owner_id FROM procedures WHERE id = NEW.owner_id)) BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER procedures_details_per_level_no_late BEFORE INSERT ON procedures_details_per_level WHEN EXISTS (SELECT 1 FROM decisions_signatures AS s JOIN decisions AS d ON d.id = s.owner_id WHERE s.case_id = NEW.case_id AND d.imported_from IS NULL AND d.id = (SELECT owner_id FROM procedures WHERE id = NEW.owner_id)) BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER decisions_dissent_no_late BEFORE INSERT ON decisions_dissent WHEN EXISTS (SELECT 1 FROM decisions_signatures AS s JOIN decisions AS d ON d.id = s.owner_id WHERE s.case_id = NEW.case_id AND d.imported_from IS NULL AND d.id = NEW.owner_id) BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER decisions_overridden_checks_no_late BEFORE INSERT ON decisions_overridden_checks WHEN EXISTS (SELECT 1 FROM decisions_signatures AS s JOIN decisions AS d ON d.id = s.owner_id WHERE s.case_id = NEW.case_id AND d.imported_from IS NULL AND d.id = NEW.owner_id) BEGIN SELECT RAISE(ABORT, 'append only'); END

CREATE TRIGGER decisions_basis_no_late BEFORE INSERT ON decisions_basis WHEN EXISTS (SELECT 1 FROM decisions_signatures AS s JOIN decisions AS d ON d.id = s.owner_id WHERE s.case_id = NEW.case_id AND d.imported_from IS NULL AND d.id = NEW.owner_id) BEGIN SELECT RAISE(ABORT, 'append only'); END
