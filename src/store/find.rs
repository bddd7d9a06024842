//! Finding records: by id, by name.
