//! The way in on chain: no accounts, an operation and its case.

use solana_define_syscall::definitions::{abort, sol_set_return_data};

use crate::{Case, Op, Output, CASE_WORDS, OUTPUT_WORDS};

#[cfg(target_arch = "bpf")]
use solana_compiler_builtins as _;

/// Asks for the address of the operation that follows instead of running it.
const ADDRESS: u8 = 255;
const SUCCESS: u64 = 0;
const BAD_INSTRUCTION: u64 = 1;

/// The runtime's way in. `input`: the number of accounts (zero), the length of the data, the data.
///
/// # Safety
/// Called by the runtime, with the input it lays out.
#[no_mangle]
pub unsafe extern "C" fn entrypoint(input: *mut u8) -> u64 {
    let accounts = input.cast::<u64>().read();
    let length = input.add(8).cast::<u64>().read() as usize;
    if accounts != 0 {
        return BAD_INSTRUCTION;
    }
    match core::slice::from_raw_parts(input.add(16), length) {
        [ADDRESS, op] => address(*op),
        [op, rest @ ..] => run(*op, rest),
        [] => BAD_INSTRUCTION,
    }
}

fn address(op: u8) -> u64 {
    let Some(op) = Op::from_byte(op) else {
        return BAD_INSTRUCTION;
    };
    give_back(&op.address().to_le_bytes());
    SUCCESS
}

fn run(op: u8, data: &[u8]) -> u64 {
    let Some(op) = Op::from_byte(op) else {
        return BAD_INSTRUCTION;
    };
    let mut case: Case = [0; CASE_WORDS];
    for (word, bytes) in case.iter_mut().zip(data.chunks_exact(16)) {
        let mut buffer = [0; 16];
        buffer.copy_from_slice(bytes);
        *word = i128::from_le_bytes(buffer);
    }
    let output: Output = op.run(&case);
    let mut bytes = [0; 16 * OUTPUT_WORDS];
    for (place, word) in bytes.chunks_exact_mut(16).zip(output) {
        place.copy_from_slice(&word.to_le_bytes());
    }
    give_back(&bytes);
    SUCCESS
}

fn give_back(bytes: &[u8]) {
    // SAFETY: the slice is valid for its length, and the runtime copies it.
    unsafe { sol_set_return_data(bytes.as_ptr(), bytes.len() as u64) }
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    // SAFETY: takes nothing and does not return.
    unsafe { abort() }
}
