//! Which routines a function of the built program can reach: a walk over its calls.
//!
//! The target has no instruction for 128-bit products and quotients; the compiler calls a routine. What the program's
//! probes (a product, a quotient, a remainder, nothing else) call are those routines. No function of this project may
//! reach any of them. The program itself tells where wrappers lie, so that a stripped binary will do.

use std::collections::BTreeSet;
use std::ops::Range;

use anyhow::{bail, ensure, Context, Result};
use math_bench::Op;

use super::vm::Vm;

const PROBES: [Op; 3] = [Op::ProbeMultiply, Op::ProbeDivide, Op::ProbeRemainder];
const KERNELS: [Op; 6] = [
    Op::Cdf,
    Op::Price,
    Op::PriceGreeks,
    Op::AllGreeks,
    Op::ImpliedVol,
    Op::Grid,
];

/// Bytes of an instruction.
const STRIDE: usize = 8;
/// A call by its distance, or of the runtime, by the source register.
const CALL: u8 = 0x85;
const CALL_REGISTER: u8 = 0x8d;
/// The executable segment of an ELF file, by its flags.
const EXECUTABLE: u32 = 1;

/// Fails if a kernel reaches a routine for 128-bit numbers; says how many functions they are made of.
pub fn check(vm: &mut Vm, elf: &[u8]) -> Result<usize> {
    let mut code = Code::of(elf).context("the built program")?;
    for op in Op::ALL {
        let start = code.index(vm.address(*op)?)?;
        code.starts.insert(start);
    }
    let mut routines = BTreeSet::new();
    for probe in PROBES {
        let reached = code.reachable(vm.address(probe)?)?;
        ensure!(
            !reached.is_empty(),
            "{probe:?} calls nothing: the check would be void"
        );
        routines.extend(reached);
    }
    let mut kernels = BTreeSet::new();
    for kernel in KERNELS {
        let start = vm.address(kernel)?;
        kernels.insert(code.index(start)?);
        let reached = code.reachable(start)?;
        if let Some(routine) = reached.intersection(&routines).next() {
            bail!("{kernel:?} reaches the 128-bit routine at instruction {routine}");
        }
        kernels.extend(reached);
    }
    Ok(kernels.len())
}

/// The instructions of a program.
struct Code<'a> {
    bytes: &'a [u8],
    /// Where they are loaded.
    base: u64,
    /// The first instruction of every function that is called.
    starts: BTreeSet<usize>,
}

impl<'a> Code<'a> {
    /// The executable segment of a 64-bit little-endian ELF file.
    fn of(elf: &'a [u8]) -> Result<Self> {
        let header = number(elf, 32, 8)?;
        let (size, count) = (number(elf, 54, 2)?, number(elf, 56, 2)?);
        for entry in 0..count {
            let at = (header + entry * size) as usize;
            if number(elf, at, 4)? == 1 && number(elf, at + 4, 4)? as u32 & EXECUTABLE != 0 {
                let (offset, length) = (number(elf, at + 8, 8)?, number(elf, at + 32, 8)?);
                let range = offset as usize..(offset + length) as usize;
                let bytes = elf.get(range).context("a truncated segment")?;
                let base = number(elf, at + 16, 8)?;
                let mut code = Self {
                    bytes,
                    base,
                    starts: BTreeSet::new(),
                };
                code.starts = code
                    .calls_within(0..bytes.len() / STRIDE)?
                    .into_iter()
                    .collect();
                return Ok(code);
            }
        }
        bail!("no executable segment")
    }

    fn index(&self, address: u64) -> Result<usize> {
        let offset = address
            .checked_sub(self.base)
            .context("an address before the code")?;
        Ok(offset as usize / STRIDE)
    }

    /// The functions that the one at `address` calls, directly or not, by their first instruction.
    fn reachable(&self, address: u64) -> Result<BTreeSet<usize>> {
        let mut reached = BTreeSet::new();
        let mut open = self.calls(self.index(address)?)?;
        while let Some(function) = open.pop() {
            if reached.insert(function) {
                open.extend(self.calls(function)?);
            }
        }
        Ok(reached)
    }

    /// What a function calls: from its start to that of the next.
    fn calls(&self, start: usize) -> Result<Vec<usize>> {
        let next = self.starts.range(start + 1..).next();
        let end = next.copied().unwrap_or(self.bytes.len() / STRIDE);
        let range = start..end;
        let registers = |at: &usize| self.bytes[at * STRIDE] == CALL_REGISTER;
        if let Some(at) = range.clone().find(registers) {
            bail!("a call through a register at instruction {at}");
        }
        self.calls_within(range)
    }

    /// The targets of the calls by distance among these instructions.
    fn calls_within(&self, range: Range<usize>) -> Result<Vec<usize>> {
        let mut targets = Vec::new();
        for at in range {
            let word = &self.bytes[at * STRIDE..(at + 1) * STRIDE];
            if word[0] == CALL && word[1] >> 4 == 1 {
                let distance = i32::from_le_bytes([word[4], word[5], word[6], word[7]]);
                targets.push(offset(at, distance)?);
            }
        }
        Ok(targets)
    }
}

/// A distance counts from the next instruction.
fn offset(at: usize, distance: i32) -> Result<usize> {
    usize::try_from(at as i64 + 1 + i64::from(distance)).context("a call before the code")
}

fn number(bytes: &[u8], at: usize, length: usize) -> Result<u64> {
    let slice = bytes.get(at..at + length).context("a truncated file")?;
    let mut buffer = [0; 8];
    buffer[..length].copy_from_slice(slice);
    Ok(u64::from_le_bytes(buffer))
}
