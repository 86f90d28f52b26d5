package cause

// Despite is the claim that something happened in spite of something else:
// "lent the base despite its mistrust". It asserts two things: the one pushes
// against what happened, and the other causes outweighed it. It is never support
// for a positive effect.
type Despite struct {
	From, To string
	Happened Sign               // how To moved: Plus or Minus
	Under    map[string]float64 // the other pushes that the claim names
}

// Edge is the link that adopting the claim adds: its sign is opposite to what
// happened.
func (d Despite) Edge() Edge { return Edge{From: d.From, To: d.To, Sign: d.Happened.Flip()} }

// Observation is what the claim lets one observe, where it is taken as evidence
// and not as a link alone: under the pushes it names and one of size 1 on From,
// To moved as it did. The error joins *Errors.
func (d Despite) Observation(c *Compiled) (Observation, error) {
	sizes := map[string]float64{d.From: 1}
	for n, size := range d.Under {
		sizes[n] += size
	}
	push, err := c.Push(sizes)
	if err != nil {
		return Observation{}, err
	}
	to, err := c.Find(d.To, d.From+" -> "+d.To)
	if err != nil {
		return Observation{}, err
	}
	o := Observation{Push: push, Node: to, Sign: 1}
	if d.Happened == Minus {
		o.Sign = -1
	}
	return o, nil
}
