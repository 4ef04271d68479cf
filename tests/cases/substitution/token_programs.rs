//! Every token program that an instruction is given, with the other one in its place, alone and exchanged with another's.

use anchor_lang::{error::ErrorCode::*, prelude::Pubkey};
use anchor_spl::{token, token_2022};
use ballast::errors::BallastError::WrongTokenProgram;

use super::{
    attempt::{Attempt, Refusal, Way},
    idl::{Call, Passed},
};

pub fn attempts(call: &Call) -> Vec<Attempt> {
    let programs = call.accounts.iter();
    let programs: Vec<&Passed> = programs.filter(|one| other(&one.key).is_some()).collect();
    let mut attempts = Vec::new();
    for (index, &first) in programs.iter().enumerate() {
        attempts.push(attempt(call, &[first], "alone"));
        for &second in &programs[index + 1..] {
            if first.key != second.key {
                // The first is the first to be looked at.
                let detail = format!("exchanged with {}", second.name);
                attempts.push(attempt(call, &[first, second], &detail));
            }
        }
    }
    attempts
}

/// The other token program, if this is one.
fn other(program: &Pubkey) -> Option<Pubkey> {
    match program {
        id if *id == token::ID => Some(token_2022::ID),
        id if *id == token_2022::ID => Some(token::ID),
        _ => None,
    }
}

fn attempt(call: &Call, changed: &[&Passed], detail: &str) -> Attempt {
    let first = changed[0];
    let class = refusal(&call.name, first);
    let mut attempt = Attempt::on(call, &first.name, Way::OtherTokenProgram, class);
    attempt.detail = detail.to_string();
    for program in changed {
        let meta = &mut attempt.instruction.accounts[program.place];
        meta.pubkey = other(&program.key).expect("a token program");
    }
    attempt
}

fn refusal(instruction: &str, program: &Passed) -> Refusal {
    let is_of_options_or_shares = program.name == "token_program";
    match instruction {
        "create_series" | "create_vault" if !is_of_options_or_shares => {
            Refusal::Number(ConstraintAssociatedTokenTokenProgram.into())
        }
        "buy_option" | "deposit_option" | "withdraw_option" if is_of_options_or_shares => {
            Refusal::Number(ConstraintAssociatedTokenTokenProgram.into())
        }
        "cancel_withdrawal" | "claim_fees" | "claim_shares" | "queue_withdrawal" => {
            Refusal::Number(ConstraintAddress.into())
        }
        _ if is_of_options_or_shares => Refusal::Number(InvalidProgramId.into()),
        _ => Refusal::Number(WrongTokenProgram.into()),
    }
}
