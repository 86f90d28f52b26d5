package bargain

import "encoding/json"

// Place is a position: as JSON a number in a run on one issue, else a list with
// a number an issue, null where there is none.
type Place []float64

// MarshalJSON implements json.Marshaler.
func (p Place) MarshalJSON() ([]byte, error) {
	if len(p) == 1 {
		return json.Marshal(orNull(p[0]))
	}
	return json.Marshal(gaps(p))
}

// What an actor does in a round.
const (
	ActionMove = "move"
	ActionStay = "stay"
)

// Figures are the numbers of a rule; those that a family's rule does not use
// are nil.
type Figures struct {
	OwnEU       *float64 `json:"own_eu,omitempty"`      // eu: what the actor expects from challenging the counterpart
	OtherEU     *float64 `json:"other_eu,omitempty"`    // eu: what the counterpart expects from challenging the actor
	Gain        *float64 `json:"gain,omitempty"`        // smp: what the initiator expects from the challenge that led to the bargain
	Probability *float64 `json:"probability,omitempty"` // that the actor (eu) or the initiator (smp) wins
	// OptionProbability is, in the smp family, the probability of the option in
	// the actor's election.
	OptionProbability *float64 `json:"option_probability,omitempty"`
}

// Move is the record of one actor in one round: what it did, under which offer,
// by which numbers, and what it left.
type Move struct {
	Round       int    `json:"round"`
	Issue       string `json:"issue,omitempty"` // empty where a move spans all issues
	Actor       string `json:"actor"`
	Action      string `json:"action"`
	Offer       string `json:"offer,omitempty"`       // kind; empty when no offer was taken
	Counterpart string `json:"counterpart,omitempty"` // who made it, or with whom it was made
	Figures
	Risk     *float64      `json:"risk,omitempty"` // exponent r (eu) or attitude R (smp) of the actor
	From     Place         `json:"from"`
	To       Place         `json:"to"`
	Rejected []Alternative `json:"rejected,omitempty"`
	// Challenge is, in the smp family, whom the actor itself challenged.
	Challenge *Challenge `json:"challenge,omitempty"`
	Words     string     `json:"words"`
}

// Alternative is an offer that an actor had and did not take.
type Alternative struct {
	Offer       string `json:"offer,omitempty"` // empty: the two utilities made no offer
	Counterpart string `json:"counterpart,omitempty"`
	Figures
	To  Place  `json:"to"`
	Why string `json:"why"` // why it was not taken
}

// Challenge is the target an actor chose in the smp family.
type Challenge struct {
	Target      string  `json:"target"`
	Probability float64 `json:"probability"`
	Gain        float64 `json:"gain"`
}

// StanceRef names one number of the problem.
type StanceRef struct {
	Actor string `json:"actor"`
	Issue string `json:"issue"`
	Field string `json:"field"`
}

// Inputs lists the numbers of the problem that entered the figures of a move.
// Every figure of the dynamic models rests on a vote of all actors with weight,
// so these are all their numbers on the issues of the move. Positions beyond the
// first round came out of earlier rounds; what is named is what they began from.
func (p *Problem) Inputs(m Move) []StanceRef {
	var refs []StanceRef
	for k, is := range p.Issues {
		if m.Issue != "" && m.Issue != is.ID {
			continue
		}
		for i, a := range p.Actors {
			if p.TakesPart(i, k) {
				for _, field := range []string{"position", "salience", "capability"} {
					refs = append(refs, StanceRef{a, is.ID, field})
				}
			}
		}
	}
	return refs
}
