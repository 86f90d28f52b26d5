package solo

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"

	"entente/internal/problem"
	"entente/internal/version"
	"entente/score"
)

// ScoringFormat names the JSON form of Scoring.
const ScoringFormat = "entente.scoring/1"

// Scoring is the report on a ledger of questions, forecasts and resolutions.
type Scoring struct {
	Format   string   `json:"format"`
	Version  string   `json:"version"`
	File     string   `json:"file"`
	Digest   string   `json:"digest"` // sha256 of the file, in hex
	Warnings []string `json:"warnings"`
	*score.Report
}

// Score verifies the bytes of a ledger and scores what it holds. Weak are the
// records that entry would have refused. The error is a problem.List: a chain
// that is broken, at its first offending line, or all records that cannot be
// read.
func Score(file string, data []byte, seed uint64) (*Scoring, problem.List, error) {
	l, err := score.ReadLedger(data)
	if err != nil {
		return nil, nil, LedgerProblems(err, file)
	}
	r, err := l.Report(score.Options{Seed: seed})
	if err != nil {
		return nil, nil, LedgerProblems(err, file)
	}
	sum := sha256.Sum256(data)
	out := &Scoring{Format: ScoringFormat, Version: version.Version, File: file, Digest: hex.EncodeToString(sum[:]), Warnings: []string{}, Report: r}
	var weak problem.List
	for _, d := range l.Doubts {
		weak = append(weak, recordProblem(d, file, problem.Warning))
		out.Warnings = append(out.Warnings, d.Error())
	}
	return out, weak, nil
}

// LedgerProblems are all causes of an error of package score as problems; an
// error of another kind stays what it is.
func LedgerProblems(err error, file string) error {
	var broken *score.Break
	if errors.As(err, &broken) {
		return problem.List{{Code: score.CodeChain, Severity: problem.Error, Place: problem.Place{File: file, Line: broken.Line, Column: 1},
			Cause: full("The chain is broken (" + broken.Reason + "): " + broken.Cause), Remedy: full(broken.Remedy())}}
	}
	all := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		all = joined.Unwrap()
	}
	var list problem.List
	for _, e := range all {
		var fault *score.Error
		if !errors.As(e, &fault) {
			return err
		}
		list = append(list, recordProblem(fault, file, problem.Error))
	}
	return list
}

// EntryProblems are all causes why an entry, in a line of a file of entries, is
// refused.
func EntryProblems(err error, file string, line int) error {
	var broken *score.Break
	if errors.As(err, &broken) {
		return problem.List{{Code: score.CodeChain, Severity: problem.Error, Place: problem.Place{File: file, Line: line, Column: 1},
			Cause: full("The entry would break the chain (" + broken.Reason + "): " + broken.Cause), Remedy: "Correct the entry; nothing was added."}}
	}
	out := LedgerProblems(err, file)
	if list, ok := out.(problem.List); ok {
		for i := range list {
			list[i].Line, list[i].Column = line, 1
		}
	}
	return out
}

func recordProblem(e *score.Error, file string, s problem.Severity) problem.Problem {
	p := problem.Problem{Code: e.Code, Severity: s, Place: problem.Place{File: file, Line: e.Line}, Cause: full(e.Cause), Remedy: full(e.Remedy)}
	if e.Line > 0 {
		p.Column = 1
	}
	return p
}

// full makes a full sentence of a clause.
func full(clause string) string {
	if clause == "" {
		return ""
	}
	return strings.ToUpper(clause[:1]) + strings.TrimSuffix(clause[1:], ".") + "."
}
