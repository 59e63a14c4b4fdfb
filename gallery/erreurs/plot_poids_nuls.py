"""
Des neurones tous pareils
=========================

Un réseau de 64 neurones cachés part de poids tous égaux. Après cent
corrections, il n'a toujours qu'un neurone, répété 64 fois.
"""

# %% imports
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import cross_entropy

plt.rcParams["font.size"] = 19

# %% donnees
chiffres = load_digits()
x = torch.tensor(chiffres.data).float() / 16  # (1797, 64)
y = torch.tensor(chiffres.target)             # (1797,)
x_appris, y_appris = x[:1200], y[:1200]
x_val, y_val = x[1200:], y[1200:]             # 597 images


# %% apprendre
def apprendre(modele, graine=0, pas=100):
    """Cent pas d'Adam ; rend les pertes."""
    adam = torch.optim.Adam(modele.parameters(), lr=0.01, fused=True)
    g = torch.Generator().manual_seed(graine)
    pertes = []
    for _ in range(pas):
        lot = torch.randint(1200, (100,), generator=g)
        adam.zero_grad()
        perte = cross_entropy(modele(x_appris[lot]), y_appris[lot])
        perte.backward()
        adam.step()
        pertes.append(perte.item())
    return pertes


# %% trouver-l-erreur
# « Partir de la même valeur partout, pour ne favoriser aucun neurone. »
def depart(valeur):
    modele = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))
    for p in modele.parameters():
        nn.init.constant_(p, valeur)
    return modele


nul, constant = depart(0.0), depart(0.01)
pertes_nul, pertes_constant = apprendre(nul), apprendre(constant)

# %% symptome
for nom, modele in (("zéro", nul), ("0,01", constant)):
    lignes = modele[0].weight.detach().unique(dim=0)  # (différentes, 64)
    print(f"{nom} : {len(lignes)} neurone différent sur 64")


# %% correction
# Des neurones égaux reçoivent le même gradient, donc restent égaux ; à zéro,
# ils n'en reçoivent pas du tout. Le hasard du départ sert à les distinguer.
def depart_juste(graine=0):
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))
    for couche in (modele[0], modele[2]):
        nn.init.kaiming_normal_(couche.weight, nonlinearity="relu")
        nn.init.zeros_(couche.bias)
    return modele


juste = depart_juste()
pertes_juste = apprendre(juste)

# %% comparaison
fig, ax = plt.subplots(figsize=(9, 4.2), layout="constrained")
for pertes, trait, nom in ((pertes_nul, "-C1", "tous à 0"),
                           (pertes_constant, "--C2", "tous à 0,01"),
                           (pertes_juste, "-.C0", "au hasard")):
    ax.plot(pertes, trait, lw=2.5, label=nom)
ax.set(xlabel="corrections", ylabel="perte", ylim=(0, 2.6), xlim=(0, 100))
fig.legend(loc="outside right upper", handlelength=1.8)
# Figure : la perte pendant cent corrections. Poids tous à zéro : une droite à
# 2,3. Poids tous à 0,01 : elle descend lentement et s'arrête haut. Poids
# tirés au hasard : elle tombe vers zéro.
# Diapositive : 8.2 × 3.4
plt.show()


# %% exactitude
@torch.inference_mode()
def exactitude(modele):
    modele.eval()
    return (modele(x_val).argmax(dim=1) == y_val).float().mean().item()


exactitude_nul, exactitude_constant, exactitude_juste = (
    exactitude(m) for m in (nul, constant, juste))

# %% verifications
for graine in range(5):
    n, c = depart(0.0), depart(0.01)
    apprendre(n, graine), apprendre(c, graine)
    assert not n[0].weight.any() and exactitude(n) < 0.15
    assert len(c[0].weight.detach().unique(dim=0)) == 1
    j = depart_juste(graine)
    apprendre(j, graine)
    assert exactitude(j) > 0.85 > exactitude(c) + 0.2

# %% verifications-2
perte_nul, perte_constant, perte_juste = (
    sum(p[-10:]) / 10 for p in (pertes_nul, pertes_constant, pertes_juste))
neurones_nul = len(nul[0].weight.detach().unique(dim=0))
neurones_constant = len(constant[0].weight.detach().unique(dim=0))
