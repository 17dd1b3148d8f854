use proptest::prelude::*;

use super::{publish as publish_all, *};
use PublishedCell::{Count, Suppressed};
use Sensitivity::{Ordinary, Sensitive};

/// The table of groups of which something may be told.
fn publish(groups: &[Outcomes], columns: &[Sensitivity]) -> PublishedTable {
    publish_all(groups, columns, &BTreeSet::new())
}

/// Whether what is left out of a line whose total is shown is of few students together, or of none.
fn has_a_thin_line(published: &[Vec<PublishedCell>], counts: &[Vec<u32>]) -> bool {
    let (rows, columns) = (counts.len(), counts[0].len());
    let is_thin = |places: Vec<(usize, usize)>| {
        let (total, parts) = places.split_last().unwrap();
        let hidden: Vec<u32> = parts
            .iter()
            .filter(|(row, column)| published[*row][*column] == Suppressed)
            .map(|(row, column)| counts[*row][*column])
            .collect();
        published[total.0][total.1] != Suppressed
            && !hidden.is_empty()
            && hidden.iter().sum::<u32>() < 10
    };
    (0..rows).any(|row| is_thin((0..columns).map(|column| (row, column)).collect()))
        || (0..columns).any(|column| is_thin((0..rows).map(|row| (row, column)).collect()))
}

/// A table as its numbers, totals last.
fn numbers(table: &PublishedTable) -> Vec<Vec<PublishedCell>> {
    let lines = table.groups.iter().chain([&table.all]);
    lines
        .map(|line| {
            let mut cells = line.outcomes.clone();
            cells.push(line.students);
            cells
        })
        .collect()
}

/// The numbers of all lines, totals last.
fn with_totals(groups: &[Outcomes], columns: usize) -> Vec<Vec<u32>> {
    let mut lines: Vec<Vec<u32>> = groups.to_vec();
    let all = (0..columns).map(|column| groups.iter().map(|group| group[column]).sum());
    lines.push(all.collect());
    for line in &mut lines {
        line.push(line.iter().sum());
    }
    lines
}

/// Whether a number that is left out is the same in every solution of the equations that the published
/// numbers and the sums are: by elimination over the rationals, modulo a large prime.
fn is_computable(published: &[Vec<PublishedCell>]) -> bool {
    const PRIME: i128 = 2_305_843_009_213_693_951;
    let (rows, columns) = (published.len(), published[0].len());
    let unknowns: Vec<(usize, usize)> = (0..rows)
        .flat_map(|row| (0..columns).map(move |column| (row, column)))
        .filter(|(row, column)| published[*row][*column] == Suppressed)
        .collect();
    let coefficient = |line_total: bool| if line_total { PRIME - 1 } else { 1 };
    let mut equations: Vec<Vec<i128>> = Vec::new();
    for row in 0..rows {
        let of = |(r, c): &(usize, usize)| {
            if *r == row {
                coefficient(*c == columns - 1)
            } else {
                0
            }
        };
        equations.push(unknowns.iter().map(of).collect());
    }
    for column in 0..columns {
        let of = |(r, c): &(usize, usize)| {
            if *c == column {
                coefficient(*r == rows - 1)
            } else {
                0
            }
        };
        equations.push(unknowns.iter().map(of).collect());
    }
    let inverse = |value: i128| {
        let (mut base, mut exponent, mut result) = (value, PRIME - 2, 1_i128);
        while exponent > 0 {
            if exponent % 2 == 1 {
                result = result * base % PRIME;
            }
            base = base * base % PRIME;
            exponent /= 2;
        }
        result
    };
    let mut pivot = 0;
    for unknown in 0..unknowns.len() {
        let Some(found) = (pivot..equations.len()).find(|row| equations[*row][unknown] != 0) else {
            continue;
        };
        equations.swap(pivot, found);
        let by = inverse(equations[pivot][unknown]);
        for value in &mut equations[pivot] {
            *value = *value * by % PRIME;
        }
        let reduced = equations[pivot].clone();
        for (row, equation) in equations.iter_mut().enumerate() {
            let factor = equation[unknown];
            if row == pivot || factor == 0 {
                continue;
            }
            for (value, subtrahend) in equation.iter_mut().zip(&reduced) {
                *value = (*value + (PRIME - factor) * subtrahend) % PRIME;
            }
        }
        pivot += 1;
    }
    equations
        .iter()
        .any(|equation| equation.iter().filter(|value| **value != 0).count() == 1)
}

/// Whether some number that is left out is the same in every table of counts that fits what is published:
/// by trying all tables with counts up to a bound.
fn is_the_same_in_all(groups: &[Outcomes], published: &[Vec<PublishedCell>], bound: u32) -> bool {
    let (rows, columns) = (groups.len(), groups[0].len());
    let cells: Vec<(usize, usize)> = (0..rows)
        .flat_map(|row| (0..columns).map(move |column| (row, column)))
        .filter(|(row, column)| published[*row][*column] == Suppressed)
        .collect();
    let original = with_totals(groups, columns);
    let mut varied = vec![vec![false; columns + 1]; rows + 1];
    let mut tried = vec![0_u32; cells.len()];
    loop {
        let mut other: Vec<Outcomes> = groups.to_vec();
        for ((row, column), count) in cells.iter().zip(&tried) {
            other[*row][*column] = *count;
        }
        let other = with_totals(&other, columns);
        let fits = published.iter().zip(&other).all(|(line, counts)| {
            let mut pairs = line.iter().zip(counts);
            pairs.all(|(cell, count)| *cell == Suppressed || *cell == Count(*count))
        });
        if fits {
            for row in 0..=rows {
                for column in 0..=columns {
                    varied[row][column] |= other[row][column] != original[row][column];
                }
            }
        }
        let Some(position) = tried.iter().position(|count| *count < bound) else {
            break;
        };
        tried[position] += 1;
        tried[..position].fill(0);
    }
    let mut all = published.iter().zip(&varied);
    all.any(|(line, varied)| {
        let mut pairs = line.iter().zip(varied);
        pairs.any(|(cell, varies)| *cell == Suppressed && !varies)
    })
}

#[test]
fn fer_18_a_number_below_ten_is_left_out_and_does_not_follow_from_the_others() {
    let groups = [vec![9, 31, 40], vec![25, 15, 60], vec![30, 22, 11]];
    let published = publish(&groups, &[Ordinary; 3]);
    let numbers = numbers(&published);
    assert_eq!(numbers[0][0], Suppressed);
    let hidden = numbers.iter().flatten().filter(|cell| **cell == Suppressed);
    assert_eq!(hidden.count(), 4, "{numbers:?}");
    assert_eq!(published.all.students, Count(243));
    assert!(!is_computable(&numbers));
}

#[test]
fn fer_18_of_two_by_two_one_small_number_takes_the_others_along() {
    let published = publish(&[vec![4, 20], vec![30, 40]], &[Ordinary; 2]);
    for group in &published.groups {
        assert_eq!(group.outcomes, [Suppressed, Suppressed]);
    }
    assert_eq!(published.all.outcomes, [Count(34), Count(60)]);
}

#[test]
fn fer_18_the_number_of_a_small_school_does_not_follow_from_the_district() {
    let published = publish(&[vec![3, 4], vec![50, 60], vec![70, 20]], &[Ordinary; 2]);
    assert_eq!(published.groups[0].students, Suppressed);
    assert!(!is_computable(&numbers(&published)));
    // A district with one school says of the district what it says of the school.
    let single = publish(&[vec![3, 40]], &[Ordinary; 2]);
    assert_eq!(single.all.outcomes[0], Suppressed);
    assert!(!is_computable(&numbers(&single)));
}

#[test]
fn fer_18_that_all_or_none_of_a_group_have_a_sensitive_outcome_is_not_told() {
    let groups = [vec![30, 0], vec![20, 25], vec![15, 40]];
    let published = publish(&groups, &[Sensitive, Sensitive]);
    assert_eq!(published.groups[0].outcomes, [Suppressed, Suppressed]);
    let ordinary = publish(&groups, &[Ordinary, Ordinary]);
    assert_eq!(ordinary.groups[0].outcomes, [Count(30), Count(0)]);
}

#[test]
fn fer_18_what_is_left_out_of_a_line_is_not_of_few_together() {
    let ordinary = [vec![20, 30, 40, 50], vec![21, 31, 41, 51]];
    let groups = [ordinary[0].clone(), vec![3, 0, 20, 30], ordinary[1].clone()];
    let published = publish(&groups, &[Sensitive, Sensitive, Ordinary, Ordinary]);
    let hidden = published.groups[1].outcomes.iter();
    assert!(hidden.filter(|cell| **cell == Suppressed).count() > 2);
    // All of a school are below half: nothing is told but how many they are.
    let groups = [
        vec![13, 12, 11, 10],
        vec![11, 0, 0, 0],
        vec![20, 20, 20, 20],
    ];
    let published = publish(&groups, &[Sensitive, Sensitive, Ordinary, Ordinary]);
    assert_eq!(published.groups[1].outcomes, [Suppressed; 4]);
    assert_eq!(published.groups[1].students, Count(11));
}

#[test]
fn fer_18_of_a_group_that_is_withheld_no_number_is_told() {
    let groups = [vec![20, 30], vec![25, 35], vec![15, 45]];
    let published = publish_all(&groups, &[Ordinary; 2], &BTreeSet::from([1]));
    assert_eq!(published.groups[1].outcomes, [Suppressed; 2]);
    assert_eq!(published.groups[1].students, Suppressed);
    assert!(!is_computable(&numbers(&published)));
}

#[test]
fn fer_18_a_table_without_a_small_number_is_published_whole() {
    let published = publish(&[vec![12, 31], vec![25, 15]], &[Ordinary; 2]);
    assert!(
        numbers(&published)
            .iter()
            .flatten()
            .all(|cell| *cell != Suppressed)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn fer_18_no_number_that_is_left_out_can_be_computed(
        groups in proptest::collection::vec(proptest::collection::vec(0_u32..40, 4), 1..7),
    ) {
        let columns = [Sensitive, Sensitive, Ordinary, Ordinary];
        let numbers = numbers(&publish(&groups, &columns));
        prop_assert!(!is_computable(&numbers), "{numbers:?}");
        let counts = with_totals(&groups, 4);
        prop_assert!(!has_a_thin_line(&numbers, &counts), "{counts:?} {numbers:?}");
        for (line, counts) in numbers.iter().zip(&counts) {
            for (cell, count) in line.iter().zip(counts) {
                prop_assert!(!(1..10).contains(count) || *cell == Suppressed);
            }
        }
    }

    #[test]
    fn fer_18_also_of_those_who_know_that_nobody_is_counted_below_nothing(
        groups in proptest::collection::vec(proptest::collection::vec(0_u32..12, 2), 2),
    ) {
        let columns = [Sensitive, Ordinary];
        let numbers = numbers(&publish(&groups, &columns));
        prop_assert!(!is_the_same_in_all(&groups, &numbers, 13), "{groups:?} {numbers:?}");
    }
}
