"""
Recopier la classe rare avant de partager
=========================================

La validation annonce que tous les 8 sont trouvés. Sur des 8 neufs, un sur
quatre manque.
"""

# %% imports
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits

plt.rcParams["font.size"] = 19

# %% donnees
# Quarante 8 parmi 1 623 autres chiffres ; 134 autres 8 restent à part.
chiffres = load_digits()
x = torch.tensor(chiffres.data).float() / 16  # (1797, 64)
est_huit = torch.tensor(chiffres.target) == 8  # (1797,)
autres = (~est_huit).nonzero()[:, 0]


# %% tirer
def tirer(rangs, graine):
    g = torch.Generator().manual_seed(graine)
    return rangs[torch.randperm(len(rangs), generator=g)]


# %% entrainer
def entrainer(rangs, graine=0):
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 1))
    optimiseur = torch.optim.AdamW(modele.parameters(), lr=0.01)
    for pas in range(100):
        optimiseur.zero_grad()
        binary_cross_entropy_with_logits(
            modele(x[rangs])[:, 0], est_huit[rangs].float()).backward()
        optimiseur.step()
    return modele


# %% rappel-de
@torch.inference_mode()
def rappel_de(modele, rangs):
    modele.eval()
    huits = rangs[est_huit[rangs]]
    return (modele(x[huits])[:, 0] >= 0).float().mean().item()


# %% trouver-l-erreur
# Les 8 sont rares : on recopie chacun vingt fois, puis on partage. Où est
# la faute ?
def partager(rares, graine):
    rangs = tirer(torch.cat([autres, rares.repeat(20)]), graine)
    coupe = int(0.7 * len(rangs))
    return rangs[:coupe], rangs[coupe:]


huits = tirer(est_huit.nonzero()[:, 0], graine=0)
rares, neufs = huits[:40], huits[40:]
pour_apprendre, pour_valider = partager(rares, graine=0)
modele = entrainer(pour_apprendre)

# %% symptome
print(f"rappel en validation : {rappel_de(modele, pour_valider):.2f}")
print(f"rappel sur 134 huit neufs : {rappel_de(modele, neufs):.2f}")

# %% symptome-communs
huits_val = pour_valider[est_huit[pour_valider]].unique()
communs = torch.isin(huits_val, pour_apprendre).sum().item()
print(len(huits_val), "8 différents en validation, dont", communs,
      "déjà appris")

# %% correction
# Partager d'abord, recopier ensuite, dans l'entraînement seulement : la
# validation n'a plus que des 8 que le réseau n'a pas vus.
def partager_juste(rares, graine):
    rangs = tirer(torch.cat([autres, rares]), graine)
    coupe = int(0.7 * len(rangs))
    a_apprendre, a_valider = rangs[:coupe], rangs[coupe:]
    copies = a_apprendre[est_huit[a_apprendre]].repeat(19)
    return torch.cat([a_apprendre, copies]), a_valider


# %% comparaison
annonces, vrais = {}, {}
for nom, decoupe in (("copies avant", partager),
                     ("copies après", partager_juste)):
    annonces[nom], vrais[nom] = [], []
    for graine in range(8):
        huits = tirer(est_huit.nonzero()[:, 0], graine)
        rares, neufs = huits[:40], huits[40:]
        a_apprendre, a_valider = decoupe(rares, graine)
        m = entrainer(a_apprendre, graine)
        annonces[nom].append(rappel_de(m, a_valider))
        vrais[nom].append(rappel_de(m, neufs))

# %% comparaison-figure
fig, ax = plt.subplots(figsize=(9.4, 3.8), layout="constrained")
for rang, nom in enumerate(annonces):
    for decalage, valeurs, marque, couleur, dit in (
            (-0.13, annonces[nom], "o", "C1", "en validation"),
            (0.13, vrais[nom], "D", "C0", "sur 134 huit neufs")):
        ax.plot(valeurs, [rang + decalage] * 8, marque, color=couleur,
                markersize=11, alpha=0.6, label=dit if rang == 0 else None)
ax.set(yticks=range(2), yticklabels=list(annonces), ylim=(1.5, -0.5),
       xlabel="rappel des 8", xlim=(0.2, 1.04))
fig.legend(loc="outside upper center", ncols=2)
# Figure : deux lignes de huit essais. Copies faites avant le partage : les
# ronds de la validation sont tous à 1, les losanges des 8 neufs vont de 0,5
# à 0,8. Copies faites après : ronds et losanges se mêlent.
# Diapositive : 8.2 × 3
plt.show()

# %% verifications
rappel_annonce, rappel_neufs = (
    sum(v["copies avant"]) / 8 for v in (annonces, vrais))
juste_annonce, juste_neufs = (
    sum(v["copies après"]) / 8 for v in (annonces, vrais))
assert communs == len(huits_val)
assert min(annonces["copies avant"]) > 0.98
assert max(vrais["copies avant"]) < 0.92
assert rappel_annonce - rappel_neufs > 0.15
assert abs(juste_annonce - juste_neufs) < 0.12
