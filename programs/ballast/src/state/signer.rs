//! Owned copies of signer seeds: an account must not be borrowed during a CPI
//! that passes it.

/// Longest seed the program uses.
const SEED_LEN: usize = 32;

/// The seeds of a program address, bump last.
pub struct SignerSeeds<const N: usize> {
    bytes: [[u8; SEED_LEN]; N],
    lengths: [usize; N],
}

impl<const N: usize> SignerSeeds<N> {
    /// Copies the seeds; each is at most 32 bytes, as the runtime requires.
    pub fn new(seeds: [&[u8]; N]) -> Self {
        let mut signer = Self {
            bytes: [[0; SEED_LEN]; N],
            lengths: [0; N],
        };
        for (index, seed) in seeds.iter().enumerate() {
            signer.bytes[index][..seed.len()].copy_from_slice(seed);
            signer.lengths[index] = seed.len();
        }
        signer
    }

    /// The seeds as a CPI takes them.
    pub fn seeds(&self) -> [&[u8]; N] {
        core::array::from_fn(|index| &self.bytes[index][..self.lengths[index]])
    }
}
