package conflict

// program is an expression with its options resolved, in postfix order.
type program []instruction

type instruction struct {
	op     operator
	option int // for opName
}

// compile resolves the options of an expression; index must know them all.
func compile(e *Expr, index map[string]int) program {
	var p program
	var walk func(t *term)
	walk = func(t *term) {
		if t.left != nil {
			walk(t.left)
		}
		if t.right != nil {
			walk(t.right)
		}
		p = append(p, instruction{t.op, index[t.name]})
	}
	walk(e.root)
	return p
}

// run evaluates the program for 64 states: option[k] holds the states that take
// option k. The stack is the caller's, to be reused.
func (p program) run(option []uint64, stack []uint64) (uint64, []uint64) {
	stack = stack[:0]
	for _, in := range p {
		switch in.op {
		case opName:
			stack = append(stack, option[in.option])
			continue
		case opNot:
			stack[len(stack)-1] = ^stack[len(stack)-1]
			continue
		}
		l, r := stack[len(stack)-2], stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		switch in.op {
		case opAnd:
			l &= r
		case opOr:
			l |= r
		case opIf:
			l = ^l | r
		case opIff:
			l = ^(l ^ r)
		}
		stack[len(stack)-1] = l
	}
	return stack[0], stack
}

// maybe evaluates the program when only the options of known are decided, as
// taken says: can it be true, can it be false?
func (p program) maybe(known, taken uint64, stack []byte) (canBeTrue, canBeFalse bool) {
	const yes, no = 1, 2
	stack = stack[:0]
	for _, in := range p {
		if in.op == opName {
			v := byte(yes | no)
			if known>>in.option&1 != 0 {
				v = no
				if taken>>in.option&1 != 0 {
					v = yes
				}
			}
			stack = append(stack, v)
			continue
		}
		r := stack[len(stack)-1]
		swapped := r>>1 | r<<1&no
		if in.op == opNot {
			stack[len(stack)-1] = swapped
			continue
		}
		stack = stack[:len(stack)-1]
		l := stack[len(stack)-1]
		var v byte
		switch in.op {
		case opIf: // ~l | r
			l = l>>1 | l<<1&no
			fallthrough
		case opOr:
			v = (l|r)&yes | l&r&no
		case opAnd:
			v = l&r&yes | (l|r)&no
		case opIff:
			if l&yes != 0 && r&yes != 0 || l&no != 0 && r&no != 0 {
				v |= yes
			}
			if l&yes != 0 && r&no != 0 || l&no != 0 && r&yes != 0 {
				v |= no
			}
		}
		stack[len(stack)-1] = v
	}
	return stack[0]&yes != 0, stack[0]&no != 0
}
