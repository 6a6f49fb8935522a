/** ICMP types and codes under the names that packetdrill has for them. */

type Kind = {readonly type: number; readonly codes: Readonly<Record<string, number>>};

/** RFC 792, RFC 1191, RFC 1812. */
export const ICMP4: Readonly<Record<string, Kind>> = {
	unreachable: {
		type: 3,
		codes: {
			net_unreachable: 0,
			host_unreachable: 1,
			protocol_unreachable: 2,
			port_unreachable: 3,
			frag_needed: 4,
			source_route_failed: 5,
			net_unknown: 6,
			host_unknown: 7,
			source_host_isolated: 8,
			net_prohibited: 9,
			host_prohibited: 10,
			net_unreachable_for_tos: 11,
			host_unreachable_for_tos: 12,
			packet_filtered: 13,
			precedence_violation: 14,
			precedence_cutoff: 15,
		},
	},
	source_quench: {type: 4, codes: {}},
	redirect: {type: 5, codes: {}},
	time_exceeded: {type: 11, codes: {ttl_exceeded_in_transit: 0, frag_reass_exceeded: 1}},
	parameter_problem: {type: 12, codes: {}},
};

/** RFC 4443: what each means is put in ICMP's own terms, because a host here speaks IPv4. */
export const ICMP6: Readonly<Record<string, Kind>> = {
	unreachable: {
		type: 3,
		codes: {no_route: 0, admin_prohibited: 13, not_neighbour: 1, address_unreachable: 1, port_unreachable: 3},
	},
	packet_too_big: {type: 3, codes: {'': 4}},
	time_exceeded: {type: 11, codes: {exceeded_hop_limit: 0, exceeded_frag_time: 1}},
	parameter_problem: {type: 12, codes: {header_field: 0, unknown_next_header: 1, unknown_option: 2}},
};
