//! A bounded memory of what was met lately, for imports of any length.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// Keeps what was lately put in or asked for, in two generations: when the young one is full it
/// becomes the old one, and what was old and never asked for again is forgotten.
///
/// Emptying one map wholesale instead made an import look every speaker and topic up again each time.
pub struct Cache<K, V> {
    young: Quickly<K, V>,
    old: Quickly<K, V>,
    most: usize,
}

impl<K: Hash + Eq, V: Clone> Cache<K, V> {
    /// An empty memory of twice so many at most.
    pub fn new(most: usize) -> Self {
        Self {
            young: Quickly::default(),
            old: Quickly::default(),
            most,
        }
    }

    /// What is kept under a key.
    pub fn get<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        if let Some(value) = self.young.get(key) {
            return Some(value.clone());
        }
        let (key, value) = self.old.remove_entry(key)?;
        self.insert(key, value.clone());
        Some(value)
    }

    /// Keeps something.
    pub fn insert(&mut self, key: K, value: V) {
        if self.young.len() >= self.most {
            std::mem::swap(&mut self.young, &mut self.old);
            self.young.clear();
        }
        self.young.insert(key, value);
    }

    /// Forgets one thing.
    pub fn remove<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let older = self.old.remove(key);
        self.young.remove(key).or(older)
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.young.clear();
        self.old.clear();
    }
}

/// A map with a quick hash.
pub type Quickly<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

/// A quick hash for identities, integers and short names: what it guards is bounded, so whoever
/// makes names collide slows one import down and no more.
#[derive(Clone, Copy, Default)]
pub struct Quick(u64);

impl Quick {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.mix(u64::from_le_bytes(*word));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.mix(u64::from_le_bytes(last));
    }

    fn write_u8(&mut self, byte: u8) {
        self.mix(u64::from(byte));
    }

    fn write_u64(&mut self, word: u64) {
        self.mix(word);
    }

    fn write_i64(&mut self, word: i64) {
        self.mix(word.cast_unsigned());
    }

    fn write_usize(&mut self, word: usize) {
        self.mix(word as u64);
    }

    fn write_isize(&mut self, word: isize) {
        self.mix(word as u64);
    }

    fn finish(&self) -> u64 {
        // The table takes the low bits, which a multiplication mixes least.
        self.0.rotate_left(26)
    }
}

#[cfg(test)]
mod tests {
    use super::Cache;

    #[test]
    fn what_is_asked_for_stays_and_the_rest_goes() {
        let mut cache = Cache::new(10);
        cache.insert(0, "kept".to_owned());
        for number in 1..1000 {
            cache.insert(number, number.to_string());
            assert_eq!(cache.get(&0).as_deref(), Some("kept"));
        }
        assert_eq!(cache.get(&1), None);
        assert!(cache.young.len() + cache.old.len() <= 20);
        assert_eq!(cache.remove(&0).as_deref(), Some("kept"));
        assert_eq!(cache.get(&0), None);
        cache.clear();
        assert_eq!(cache.get(&999), None);
    }
}
