package backtest

import (
	"math"

	"entente/bargain"
	"entente/internal/codec/stances"
)

// FromStances makes a record of what a file holds. Name is what the user calls
// the file, digest its sha256 in hex. Where the file has no groups each issue
// is a group of its own. Missing positions are left out; a missing salience
// makes a bystander.
func FromStances(name, digest string, d *stances.Data) *Record {
	p := &d.Problem
	out := &Record{Name: name, Digest: digest, Decisions: make([]Decision, 0, len(p.Issues))}
	for k, spec := range p.Issues {
		is := bargain.Issue{Name: spec.ID, Low: spec.Low, High: spec.High, Reference: spec.Reference}
		for a, actor := range p.Actors {
			x, s := p.Position[a][k], p.Salience[a][k]
			if math.IsNaN(x) {
				continue
			}
			if math.IsNaN(s) {
				s = 0
			}
			is.Stances = append(is.Stances, bargain.Stance{Actor: actor, Position: x, Capability: p.Capability[a][k], Salience: s})
		}
		group := d.Issues[k].Group
		if group == "" {
			group = spec.ID
		}
		out.Decisions = append(out.Decisions, Decision{Issue: is, Group: group, Outcome: spec.Outcome})
	}
	return out
}
