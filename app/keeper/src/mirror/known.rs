//! Accounts by their address, each as of the newest slot it was seen in.

use std::collections::HashMap;

use anchor_lang::prelude::Pubkey;

/// A value and the slot it was seen in. Boxed, so that a table that grows moves no accounts.
struct Seen<T> {
    slot: u64,
    value: T,
}

/// The accounts of one type.
pub struct Known<T> {
    seen: HashMap<Pubkey, Box<Seen<T>>>,
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self {
            seen: HashMap::new(),
        }
    }
}

impl<T> Known<T> {
    /// Takes a value of a slot, unless a newer one is known. Whether it was taken.
    pub fn put(&mut self, address: Pubkey, slot: u64, value: T) -> bool {
        if self.is_newer(&address, slot) {
            return false;
        }
        self.seen.insert(address, Box::new(Seen { slot, value }));
        true
    }

    /// Forgets an account that was not there in a slot, unless it was in a newer one. Whether it was known.
    pub fn remove(&mut self, address: &Pubkey, slot: u64) -> bool {
        !self.is_newer(address, slot) && self.seen.remove(address).is_some()
    }

    /// Forgets all that are not among `listed` and were not seen after `slot`.
    pub fn sweep(&mut self, listed: &std::collections::HashSet<Pubkey>, slot: u64) {
        self.seen
            .retain(|address, seen| seen.slot > slot || listed.contains(address));
    }

    fn is_newer(&self, address: &Pubkey, slot: u64) -> bool {
        (self.seen.get(address)).is_some_and(|seen| seen.slot > slot)
    }

    /// An account, if it is known.
    pub fn get(&self, address: &Pubkey) -> Option<&T> {
        self.seen.get(address).map(|seen| &seen.value)
    }

    /// Whether an account is known.
    pub fn contains(&self, address: &Pubkey) -> bool {
        self.seen.contains_key(address)
    }

    /// All of them, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&Pubkey, &T)> {
        (self.seen.iter()).map(|(address, seen)| (address, &seen.value))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.seen.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.seen.is_empty()
    }

    /// Their addresses.
    pub fn addresses(&self) -> impl Iterator<Item = &Pubkey> {
        self.seen.keys()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: u8) -> Pubkey {
        Pubkey::new_from_array([number; 32])
    }

    #[test]
    fn what_is_older_than_known_changes_nothing() {
        let mut known = Known::default();
        assert!(known.put(key(1), 10, "new"));
        assert!(!known.put(key(1), 9, "old"));
        assert!(!known.remove(&key(1), 9));
        assert_eq!(known.get(&key(1)), Some(&"new"));
        assert!(known.put(key(1), 10, "same slot"));
        assert!(known.remove(&key(1), 11));
        assert!(known.is_empty());
    }

    #[test]
    fn a_list_forgets_what_it_leaves_out_but_not_what_is_newer() {
        let mut known = Known::default();
        for number in 1..=3 {
            known.put(key(number), u64::from(number) * 10, ());
        }
        known.sweep(&[key(1)].into(), 25);
        assert!(known.contains(&key(1)) && known.contains(&key(3)));
        assert_eq!(known.len(), 2);
    }
}
