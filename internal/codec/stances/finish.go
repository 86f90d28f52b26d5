package stances

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"entente/bargain"
	"entente/internal/problem"
)

// finish checks what no single line can tell.
func (b *builder) finish() {
	p := &b.data.Problem
	if b.list.HasErrors() && len(p.Position) == 0 {
		return // what could not be read has been told
	}
	if len(p.Actors) == 0 || len(p.Issues) == 0 {
		b.fault(codeEmpty, at{}, "", "The file has no stance.", "Give at least one actor and one issue.")
		return
	}
	b.checkMissing()
	b.checkWeights()
	slices.SortFunc(b.data.Ranges, compareRanges)
	if b.list.HasErrors() {
		return
	}
	var list interface{ Unwrap() []error }
	if err := p.Check(); errors.As(err, &list) {
		for _, err := range list.Unwrap() {
			b.fault(codeLine, at{}, "", upperFirst(err.Error())+".", "")
		}
	}
}

// checkMissing tells which stances are missing, and refuses those without the
// capability that would weigh them.
func (b *builder) checkMissing() {
	p := &b.data.Problem
	blank, cells := 0, 0
	for k, is := range p.Issues {
		var none, careless []string
		for i, actor := range p.Actors {
			x, s, c := p.Position[i][k], p.Salience[i][k], p.Capability[i][k]
			cells++
			switch {
			case math.IsNaN(x):
				blank++
				none = append(none, actor)
			case math.IsNaN(s):
				careless = append(careless, actor)
			case math.IsNaN(c) && !b.badIssue[k]:
				b.badIssue[k] = true
				b.fault(codeMissing, b.actorAt[i], subject{actor, is.ID, b.power}.path(),
					fmt.Sprintf("Actor %q, issue %q: there is a position and no %s.", actor, is.ID, b.power), fmt.Sprintf("Give a %s above 0, or leave the position blank too.", b.power))
			}
		}
		if b.list.HasErrors() {
			continue // what is missing may only be what could not be read
		}
		if len(careless) > 0 {
			b.report(problem.Warning, codeMissing, b.issueAt[k], is.ID,
				fmt.Sprintf("On issue %q these actors have a position and no salience, and take no part in it: %s.", is.ID, names(careless)), "Give a salience; 0 makes a bystander.")
		}
		if len(none) > 0 && b.data.Format != DEU {
			b.report(problem.Note, codeMissing, b.issueAt[k], is.ID,
				fmt.Sprintf("On issue %q these actors have no position, and take no part in it: %s.", is.ID, names(none)), "")
		}
	}
	if blank > 0 && b.data.Format == DEU && !b.list.HasErrors() {
		b.report(problem.Note, codeMissing, at{}, "", fmt.Sprintf("%d of %d stances have no position; their actors take no part in those issues.", blank, cells), "")
	}
}

// checkWeights refuses issues that nobody cares about, and names the actors who
// care about none.
func (b *builder) checkWeights() {
	p := &b.data.Problem
	for k, is := range p.Issues {
		if b.badIssue[k] {
			continue
		}
		if !slices.ContainsFunc(p.Actors, func(a string) bool { return p.TakesPart(b.actors[a], k) }) {
			b.fault(bargain.CodeNoWeight, b.issueAt[k], is.ID, fmt.Sprintf("Issue %q: no actor has a position and a salience above 0.", is.ID),
				"Give at least one actor a position and a salience above 0, or leave the issue out.")
		}
	}
	if b.list.HasErrors() {
		return
	}
	for i, actor := range p.Actors {
		if p.Bystander(i) {
			b.report(problem.Warning, codeBystander, b.actorAt[i], actor,
				fmt.Sprintf("Actor %q has no salience on any issue where it has a position: it is a bystander, has no weight and never moves.", actor), "Give it a salience above 0, or leave it out.")
		}
	}
}

// names lists at most ten.
func names(all []string) string {
	const most = 10
	if len(all) <= most {
		return strings.Join(all, ", ")
	}
	return fmt.Sprintf("%s and %d others", strings.Join(all[:most], ", "), len(all)-most)
}
